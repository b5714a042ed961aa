package org.tokentail.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tokentail.rollup.Ranges.Range;

class RangesTest {
  private static final long DAY = 1_440;

  /** Merged up to the middle of day 30; minutes are kept from day 25, hours from day 10. */
  private static final RollupState STATE =
      new RollupState(
          Slot.first(Family.TARGET, Level.MINUTE, 30 * DAY + 700),
          Slot.first(Family.CLIENT, Level.MINUTE, 30 * DAY + 700),
          25 * DAY,
          10 * DAY,
          0,
          0);

  @Test
  void daysWhereADayIsWholeHoursWhereAnHourIsAndMinutesAtTheEnds() {
    assertThat(ranges(26 * DAY + 1_395, 30 * DAY + 705, Level.DAY).parts())
        .containsExactly(
            new Range(Level.MINUTE, 26 * DAY + 1_395, 26 * DAY + 1_440),
            new Range(Level.DAY, 27 * DAY, 30 * DAY),
            new Range(Level.HOUR, 30 * DAY, 30 * DAY + 660),
            new Range(Level.MINUTE, 30 * DAY + 660, 30 * DAY + 705));
  }

  @Test
  void whereMinutesAreNoLongerKeptTheHourCountsAndThenTheDay() {
    assertThat(ranges(20 * DAY + 61, 20 * DAY + 179, Level.DAY))
        .isEqualTo(
            new Ranges(
                20 * DAY + 60,
                20 * DAY + 180,
                List.of(new Range(Level.HOUR, 20 * DAY + 60, 20 * DAY + 180))));
    assertThat(ranges(5 * DAY + 61, 5 * DAY + 62, Level.DAY).parts())
        .containsExactly(new Range(Level.DAY, 5 * DAY, 6 * DAY));
  }

  @Test
  void theyCoverTheWholeTimeOnceAndNothingThatIsNotMerged() {
    Random random = new Random(2);
    for (int i = 0; i < 5_000; i++) {
      long from = random.nextInt((int) (33 * DAY));
      long to = from + random.nextInt((int) (5 * DAY));
      Level largest = List.of(Level.MINUTE, Level.HOUR, Level.DAY).get(random.nextInt(3));
      Ranges ranges = ranges(from, to, largest);
      long next = ranges.from();
      assertThat(next).isLessThanOrEqualTo(from);
      for (Range range : ranges.parts()) {
        assertThat(range.from()).isEqualTo(next);
        assertThat(range.to()).isGreaterThan(next);
        assertThat(range.level().floor(range.from())).isEqualTo(range.from());
        assertThat(range.level().floor(range.to())).isEqualTo(range.to());
        if (range.level() != Level.MINUTE) {
          assertThat(range.to()).isLessThanOrEqualTo(30 * DAY + 700);
        }
        next = range.to();
      }
      assertThat(next).isEqualTo(ranges.to()).isGreaterThanOrEqualTo(to);
    }
  }

  private static Ranges ranges(long from, long to, Level largest) {
    return Ranges.of(STATE, Family.TARGET, from, to, largest);
  }
}
