package org.tokentail.load;

import java.time.Duration;

/**
 * How fast to publish.
 *
 * @param recordsPerSecond over all connections; infinity: as fast as the server acknowledges
 * @param batch records a POST
 * @param connections that post in parallel, each one POST at a time
 * @param duration after which it ends by itself
 */
public record Pace(double recordsPerSecond, int batch, int connections, Duration duration) {
  /** When a POST is due, in nanoseconds after the beginning. */
  long due(long post) {
    return (long) (post * batch / recordsPerSecond * 1e9);
  }
}
