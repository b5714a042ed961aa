package org.tokentail.bench.journal;

import java.util.stream.LongStream;
import org.tokentail.load.EpochClock;
import org.tokentail.load.ServerProcess;

/** How long the server takes from the command line until its health is 200. */
final class Starts {
  private static final int STARTS = 3;

  private Starts() {}

  /** The median of a few restarts, in seconds. */
  static double seconds(ServerProcess server) {
    return LongStream.range(0, STARTS).map(i -> nanos(server)).sorted().toArray()[STARTS / 2] / 1e9;
  }

  private static long nanos(ServerProcess server) {
    server.stop();
    long begin = EpochClock.nanos();
    server.restart();
    return EpochClock.nanos() - begin;
  }
}
