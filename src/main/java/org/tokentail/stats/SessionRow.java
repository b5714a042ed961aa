package org.tokentail.stats;

import java.time.Instant;

/**
 * What the records of one session and model come to.
 *
 * @param records how many they are, attempts among them
 * @param model null when none is known
 * @param client null when none is known
 */
record SessionRow(
    String id,
    long records,
    String model,
    String client,
    Stats.Share share,
    Instant first,
    Instant last) {}
