package org.tokentail.stats;

import java.time.Instant;

/**
 * What the records of one session and model come to.
 *
 * @param model null when none is known
 * @param client null when none is known
 */
record SessionRow(
    String id, String model, String client, Stats.Share share, Instant first, Instant last) {}
