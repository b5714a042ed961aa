package org.tokentail.stream;

import java.time.Instant;

/**
 * Who opened a stream, as GET api/stream/clients tells it.
 *
 * @param address the client's, or the proxy's before it
 * @param userAgent null when it sent none
 * @param resumed it gave a position that is known
 */
record Visitor(String id, Instant since, String address, String userAgent, boolean resumed) {}
