package org.tokentail.price;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.List;

/** The rates of a model over time. Immutable. */
record DatedRates(List<Period> periods) {
  /** Rates, and when they hold. */
  record Period(Holds holds, Rates rates) {}

  /** When rates hold. */
  sealed interface Holds {
    boolean at(Instant time);

    /** At any time. */
    record Always() implements Holds {
      @Override
      public boolean at(Instant time) {
        return true;
      }
    }

    /** From the beginning of a day in UTC. */
    record From(LocalDate date) implements Holds {
      @Override
      public boolean at(Instant time) {
        return !time.isBefore(date.atStartOfDay(ZoneOffset.UTC).toInstant());
      }
    }

    /** A time of each day, perhaps over midnight: from inclusive, to exclusive. */
    record Daily(OffsetTime from, OffsetTime to) implements Holds {
      @Override
      public boolean at(Instant time) {
        long start = secondOfDay(from);
        long end = secondOfDay(to);
        long second = secondOfDay(time.atOffset(ZoneOffset.UTC).toOffsetTime());
        return start <= end ? second >= start && second < end : second >= start || second < end;
      }

      private static long secondOfDay(OffsetTime time) {
        return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalTime().toSecondOfDay();
      }
    }
  }

  /** Whether tokens never had a price. */
  boolean isEmpty() {
    return periods.stream().allMatch(period -> period.rates().isEmpty());
  }

  /** The last period that holds at that time; when none does, the first. */
  Rates at(Instant time) {
    for (int i = periods.size() - 1; i >= 0; i--) {
      if (periods.get(i).holds().at(time)) {
        return periods.get(i).rates();
      }
    }
    return periods.get(0).rates();
  }
}
