package org.tokentail.log;

import java.time.Instant;

/** Fired after records were deleted: those that began before that time. */
public record LogsCleared(Instant before) {}
