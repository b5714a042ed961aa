package org.tokentail.price;

import java.math.BigDecimal;
import java.util.List;
import org.tokentail.log.Cost;
import org.tokentail.log.LogUpdate;
import org.tokentail.write.Recorded;

/** Adds up what a recalculation does. Not thread-safe. */
final class RepricedTally {
  private final boolean dryRun;
  private long records;
  private long changed;
  private long overtaken;
  private long unpriced;
  private BigDecimal before = BigDecimal.ZERO;
  private BigDecimal after = BigDecimal.ZERO;

  RepricedTally(boolean dryRun) {
    this.dryRun = dryRun;
  }

  void add(Cost old, Cost cost) {
    records++;
    changed += cost.equals(old) ? 0 : 1;
    unpriced += cost.price() == null ? 1 : 0;
    before = before.add(orZero(old.price()));
    after = after.add(orZero(cost.price()));
  }

  /** Takes back those that others changed in the meantime. */
  void overtaken(List<LogUpdate> changes, Recorded recorded) {
    for (int i = 0; i < changes.size(); i++) {
      if (recorded.records().get(i).rev() != changes.get(i).onlyAtRev() + 1) {
        overtaken++;
        changed--;
      }
    }
  }

  Repriced result(String next) {
    return new Repriced(
        dryRun,
        records,
        changed,
        overtaken,
        unpriced,
        plain(before),
        plain(after),
        plain(after.subtract(before)),
        next);
  }

  private static BigDecimal orZero(BigDecimal amount) {
    return amount == null ? BigDecimal.ZERO : amount;
  }

  private static BigDecimal plain(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
