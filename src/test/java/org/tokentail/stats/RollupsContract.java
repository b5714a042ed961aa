package org.tokentail.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tokentail.journal.FilterField;
import org.tokentail.journal.Journal;
import org.tokentail.journal.Lane;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.TestJournal;
import org.tokentail.journal.Upkeep;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Updates;
import org.tokentail.rollup.Family;
import org.tokentail.rollup.Level;

/** The sums are those of a full scan of the records, whatever happened, on every database. */
abstract class RollupsContract {
  private static final Duration TWO_YEARS = Duration.ofDays(730);

  private TestJournal opened;
  private Sources sources;
  private Upkeep upkeep;
  private Instant now = Updates.START;

  abstract TestJournal journal();

  @BeforeEach
  void open() {
    opened = journal();
    sources = new Sources(opened.database());
    upkeep = new Upkeep(opened.database(), opened.journal());
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void sumsAreThoseOfAFullScanAfterAddsUpdatesRetriesAndDeletes() {
    Random random = new Random(21);
    Journal other = new Journal(opened.database());
    other.open();
    for (int i = 0; i < 80; i++) {
      // Another node now and then.
      Journal writer = random.nextInt(4) == 0 ? other : opened.journal();
      List<LogUpdate> updates = someUpdates(random);
      writer.append(updates);
      if (random.nextInt(4) == 0) {
        // A caller that repeats what it is not sure of.
        opened.journal().append(updates);
      }
      now = now.plusSeconds(random.nextBoolean() ? random.nextInt(20_000) : 0);
      if (random.nextInt(4) == 0) {
        merge();
      }
      if (random.nextInt(6) == 0) {
        upkeep.delete(now.minusSeconds(random.nextInt(400_000)), 40, true);
      }
      assertSumsAreThoseOfTheRecords(random);
    }
    merge();
    upkeep.prune(now.plus(Duration.ofDays(10)), TWO_YEARS);
    assertSumsAreThoseOfTheRecords(random);
  }

  @Test
  void whatRetentionRemovesStaysCounted() {
    opened.journal().append(someUpdates(new Random(4)));
    // What is pending for so long has become a timeout before.
    opened
        .journal()
        .append(
            opened.journal().pendingSince(Instant.parse("2099-01-01T00:00:00Z"), 100).stream()
                .map(pending -> Updates.at(pending.id(), now, RequestStatus.TIMEOUT))
                .toList());
    Summary before = sums(LogFilter.ALL, null, null);

    while (upkeep.delete(Instant.parse("2099-01-01T00:00:00Z"), 10, false) > 0) {
      assertThat(sums(LogFilter.ALL, null, null)).isEqualTo(before);
    }
    assertThat(opened.journal().find("r1")).isEmpty();
  }

  @Test
  void theOldestRecordsGoWhenThereAreTooMany() {
    List<LogUpdate> updates = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      updates.add(Updates.at("n" + i, now.minusSeconds(i), null));
    }
    opened.journal().append(updates);
    long records = upkeep.records();

    Instant before = upkeep.limitOf(records - 5).orElseThrow();
    upkeep.delete(before, 1_000, false);

    assertThat(upkeep.records()).isEqualTo(records - 5);
    assertThat(upkeep.limitOf(records - 5)).isEmpty();
    assertThat(opened.journal().find("n24")).isPresent();
    assertThat(opened.journal().find("n25")).isEmpty();
  }

  @Test
  void percentilesAreWithinTwoPerCent() {
    Random random = new Random(9);
    List<LogUpdate> updates = new ArrayList<>();
    List<Long> durations = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      long duration = (long) Math.exp(random.nextDouble() * 14);
      durations.add(duration);
      updates.add(Updates.timed("d" + i, RequestStatus.COMPLETED, Updates.took(duration)));
    }
    opened.journal().append(updates);
    durations.sort(null);

    Percentiles found = sums(LogFilter.ALL, null, null).durationMs();

    assertNear(found.p50(), durations.get(449));
    assertNear(found.p95(), durations.get(854));
    assertNear(found.p99(), durations.get(890));
  }

  private static void assertNear(long found, long exact) {
    assertThat((double) found).isCloseTo((double) exact, within(Math.max(1, 0.02 * exact)));
  }

  @Test
  void aHistoryAddsUpToTheSumsInEveryZoneAndBucket() {
    Random random = new Random(13);
    for (int i = 0; i < 20; i++) {
      opened.journal().append(someUpdates(random));
      now = now.plusSeconds(40_000);
      merge();
    }
    HistoryQuery query = new HistoryQuery(sources);
    for (ZoneId zone :
        List.of(ZoneOffset.UTC, ZoneId.of("Europe/Berlin"), ZoneId.of("Asia/Kolkata"))) {
      for (int hours : new int[] {1, 6, 24, 24 * 7, 24 * 30, 24 * 200}) {
        History history =
            query.of(
                LogFilter.ALL,
                now.minus(Duration.ofHours(hours)),
                now,
                zone,
                Dimension.PROVIDER,
                now);
        Summary sums = scan(history.from(), history.to());

        assertThat(history.buckets().stream().mapToLong(History.Point::requests).sum())
            .isEqualTo(sums.stats().totalRequests());
        assertThat(history.groups().stream().mapToLong(group -> group.total().requests()).sum())
            .isEqualTo(sums.stats().totalRequests());
        assertThat(history.groups())
            .allSatisfy(
                group ->
                    assertThat(group.buckets().stream().mapToLong(History.Point::requests).sum())
                        .isEqualTo(group.total().requests()));
        assertThat(history.buckets()).hasSizeBetween(20, 210);
      }
    }
  }

  @Test
  void facetsCountEachFieldUnderAllFiltersButItsOwn() {
    Random random = new Random(5);
    for (int i = 0; i < 20; i++) {
      opened.journal().append(someUpdates(random));
      now = now.plusSeconds(random.nextInt(20_000));
      merge();
    }
    FacetsQuery query = new FacetsQuery(sources, opened.journal());
    Set<FilterField> fields = EnumSet.complementOf(EnumSet.of(FilterField.ATTEMPT_OF));
    for (Map<String, List<String>> parameters :
        List.<Map<String, List<String>>>of(
            Map.of(),
            Map.of("provider", List.of("anthropic", "OpenAI")),
            Map.of("channel", List.of("c-1"), "status", List.of("error", "pending")),
            Map.of("model", List.of("gpt-5"), "clientId", List.of("ci")),
            Map.of("sessionId", List.of("s-1"), "httpStatus", List.of("200", "429")),
            Map.of("endpoint", List.of("/v1/messages"), "maxCost", List.of("20")),
            Map.of("stream", List.of("true"), "q", List.of("GPT")))) {
      LogFilter filter = LogFilter.parse(parameters);

      Facets facets = query.of(filter, fields, now.minusSeconds(400_000), null);

      assertThat(facets.sampled()).isEmpty();
      for (FilterField field : fields) {
        assertThat(facets.facets().get(field.wire()))
            .as("%s under %s", field, filter)
            .containsExactlyInAnyOrderElementsOf(counted(field, filter, facets.from()));
      }
    }
  }

  private List<Facets.Value> counted(FilterField field, LogFilter filter, Instant from) {
    Map<String, Long> counts = new HashMap<>();
    for (RequestLog log : opened.journal().since(0, 10_000)) {
      boolean inTime = !log.state().timing().initialTime().isBefore(from);
      if (inTime && filter.without(field).matches(log) && field.shown(log) != null) {
        counts.merge(field.shown(log), 1L, Long::sum);
      }
    }
    return counts.entrySet().stream()
        .map(entry -> new Facets.Value(entry.getKey(), entry.getValue()))
        .toList();
  }

  private void assertSumsAreThoseOfTheRecords(Random random) {
    Instant from = now.minusSeconds(random.nextInt(500_000));
    Instant to = now.minusSeconds(random.nextInt(100_000));
    for (LogFilter filter :
        List.of(
            LogFilter.ALL,
            LogFilter.parse(Map.of("provider", List.of("anthropic", "OpenAI"))),
            LogFilter.parse(Map.of("channel", List.of("c-1"), "status", List.of("error"))),
            LogFilter.parse(
                Map.of("model", List.of("gpt-5"), "endpoint", List.of("/v1/messages"))))) {
      Summary found = sums(filter, from, to);
      Summary scanned = scan(filter, found.stats().from(), found.to());
      assertThat(found)
          .usingRecursiveComparison()
          .ignoringFields(filter.equals(LogFilter.ALL) ? "none" : "byClient")
          .isEqualTo(scanned);
    }
  }

  private Summary sums(LogFilter filter, Instant from, Instant to) {
    Totals totals = new Totals();
    Sources.Covered covered =
        sources.read(
            new Sources.Query(
                filter,
                from,
                to,
                Level.DAY,
                EnumSet.allOf(Family.class),
                EnumSet.of(Family.TARGET)),
            totals);
    return totals.summary(covered, List.of(), true);
  }

  private Summary scan(Instant from, Instant to) {
    return scan(LogFilter.ALL, from, to);
  }

  private Summary scan(LogFilter filter, Instant from, Instant to) {
    Totals totals = new Totals();
    opened
        .database()
        .inSnapshot(
            Lane.QUERY,
            handle -> {
              new MatchingRecords(handle, filter, opened.database().dialect())
                  .read(minute(from), minute(to), EnumSet.allOf(Family.class), totals);
              return null;
            });
    return totals.summary(new Sources.Covered(from, to), List.of(), true);
  }

  private static long minute(Instant time) {
    return time.truncatedTo(ChronoUnit.MINUTES).getEpochSecond() / 60;
  }

  private void merge() {
    boolean more;
    do {
      more = upkeep.merge(now);
    } while (more);
  }

  /** Some of few requests, most of them changed again and again; some long ago, some to come. */
  private List<LogUpdate> someUpdates(Random random) {
    List<LogUpdate> updates = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Instant start =
          switch (random.nextInt(8)) {
            case 0 -> now.minusSeconds(random.nextInt(5_000_000));
            case 1 -> now.plusSeconds(random.nextInt(90_000));
            default -> now.minusSeconds(random.nextInt(90));
          };
      updates.add(Updates.random(random, "r" + random.nextInt(200), start));
    }
    return updates;
  }
}
