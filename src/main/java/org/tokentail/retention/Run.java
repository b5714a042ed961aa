package org.tokentail.retention;

import java.time.Instant;

/**
 * One run that deleted records, or found none to delete.
 *
 * @param job what it was
 * @param before records that began before this time were to go; null: none had to
 * @param removed records deleted
 * @param error why it ended early; null: it did not
 */
public record Run(
    String job, Instant startedAt, long durationMs, long removed, Instant before, String error) {}
