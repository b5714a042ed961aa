package org.tokentail.stats;

import java.util.List;
import org.tokentail.rollup.Family;
import org.tokentail.rollup.Rollup;
import org.tokentail.rollup.RollupKey;
import org.tokentail.rollup.RollupReader;

/** Everything that was read, added up. Not thread-safe. */
final class Totals implements RollupReader.Sink {
  private final Sums sums = new Sums();
  private final Rollup all = new Rollup();
  private final Shares byChannel = new Shares();
  private final Shares byClient = new Shares();

  @Override
  public void add(long minute, RollupKey key, Rollup sum) {
    Group group = Group.of(key, sum.figures());
    // Attempts are no requests: the one that they belong to counts, with its own channel and
    // client.
    boolean counts = !key.status().isAttempt();
    if (key.family() == Family.TARGET) {
      sums.add(group);
      all.add(sum);
    }
    if (counts && key.family() == Family.TARGET) {
      byChannel.add(channel(key), group.share());
    } else if (counts) {
      byClient.add(key.client(), group.share());
    }
  }

  /** Null for a key without a channel. */
  private static String channel(RollupKey key) {
    String name = key.channelName().isEmpty() ? key.channelId() : key.channelName();
    return name.isEmpty() ? null : name;
  }

  Summary summary(Sources.Covered covered, List<ActiveSession> sessions, boolean clients) {
    return new Summary(
        sums.stats(covered.from(), sessions),
        covered.to(),
        Percentiles.of(all.durations()),
        Percentiles.of(all.firstTokens()),
        byChannel.largest(),
        clients ? byClient.largest() : null);
  }
}
