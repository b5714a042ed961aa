package org.tokentail.config;

/**
 * How the connections of a pool are shared, so that nobody takes what somebody else needs: a reader
 * never holds up a commit.
 *
 * @param lookups of one or a few rows: sessions, the head of the feed, its next changes; 0: they
 *     share those of upkeep
 * @param upkeep for the long work of timers; 0: it shares those of queries
 * @param resumes for clients of the stream that come back; 0: they share those of queries
 * @param queries for readers
 */
public record ConnectionShares(int lookups, int upkeep, int resumes, int queries) {
  /** Commits come one after the other, in one process as in all. */
  public static final int COMMITS = 1;

  private static final int SMALL = 4;
  private static final int STANDARD = 8;

  /**
   * @param connections of the pool, from 2
   */
  static ConnectionShares of(int connections) {
    int lookups = connections >= STANDARD ? 2 : connections >= SMALL ? 1 : 0;
    int upkeep = connections >= STANDARD ? 2 : connections > 2 ? 1 : 0;
    int resumes = connections >= STANDARD ? 1 : 0;
    int queries = connections - COMMITS - lookups - upkeep - resumes;
    return new ConnectionShares(lookups, upkeep, resumes, queries);
  }

  /** Questions under way at once: one connection is left for clients that resume. */
  public int readers() {
    return Math.max(1, resumes > 0 ? queries : queries - 1);
  }
}
