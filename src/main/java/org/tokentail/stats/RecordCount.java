package org.tokentail.stats;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import org.tokentail.journal.Journal;
import org.tokentail.journal.LogFilter;
import org.tokentail.rollup.Family;
import org.tokentail.rollup.Level;
import org.tokentail.rollup.Rollup;
import org.tokentail.rollup.RollupKey;
import org.tokentail.rollup.RollupReader;

/** Says how many records match, where the sums know it. Thread-safe. */
@ApplicationScoped
public class RecordCount {
  private final Sources sources;
  private final Journal journal;

  /** For the container's proxy only. */
  protected RecordCount() {
    this(null, null);
  }

  @Inject
  public RecordCount(Sources sources, Journal journal) {
    this.sources = sources;
    this.journal = journal;
  }

  /**
   * By whole minutes, so it may be a few too many.
   *
   * @param from initial time from, inclusive; null: any
   * @param to initial time to, exclusive; null: any
   * @return empty where the records themselves would have to be counted
   */
  public OptionalLong about(LogFilter filter, Instant from, Instant to) {
    if (!sources.know(filter)) {
      return OptionalLong.empty();
    }
    Count count = new Count();
    sources.read(
        new Sources.Query(filter, kept(from), to, Level.DAY, EnumSet.of(Family.TARGET), Set.of()),
        count);
    return OptionalLong.of(count.records);
  }

  /** Sums outlive their records. */
  private Instant kept(Instant from) {
    return journal
        .cleared()
        .map(Journal.Cleared::before)
        .filter(before -> from == null || before.isAfter(from))
        .orElse(from);
  }

  private static final class Count implements RollupReader.Sink {
    private long records;

    @Override
    public void add(long minute, RollupKey key, Rollup sum) {
      records += sum.figures().requests();
    }
  }
}
