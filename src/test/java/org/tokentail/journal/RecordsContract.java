package org.tokentail.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokentail.config.Settings;
import org.tokentail.log.Caller;
import org.tokentail.log.Cost;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;
import org.tokentail.log.Updates;
import org.tokentail.log.Usage;

/** What is written to the database comes out of it, however many there are at once. */
abstract class RecordsContract {
  private TestJournal opened;
  private Journal journal;

  /** Settings of a database that no other test uses. */
  abstract Settings settings();

  @BeforeEach
  void open() {
    opened = new TestJournal(settings());
    journal = opened.journal();
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 100, 1_000})
  void recordsComeBackAsTheyWereWritten(int atOnce) {
    Random random = new Random(atOnce);
    for (int batch = 0; batch < 4; batch++) {
      // From batch to batch, more of them are there already: half of the last one.
      writeAndRead(
          random
              .ints(atOnce, 0, 4 * atOnce)
              .mapToObj(i -> Updates.random(random, "r" + i))
              .toList());
    }
    assertThat(journal.find("nobody")).isEmpty();
  }

  @Test
  void anyTextComesBack() {
    List<String> texts =
        List.of(
            "NULL",
            "null",
            "",
            " ",
            "{}",
            "{\"a\",b}",
            "a,b",
            "'; drop table request_log; --",
            "back\\slash",
            "\"quoted\"",
            "two\nlines\r\n",
            "\t",
            "?",
            "$1",
            ":name",
            "\uD83D\uDE00 模型");
    for (String prefix : List.of("", "again ")) {
      writeAndRead(
          IntStream.range(0, texts.size())
              .mapToObj(i -> Updates.called("t" + i, model(prefix + texts.get(i)), Caller.UNKNOWN))
              .toList());
    }
  }

  private static Target model(String name) {
    return new Target(null, null, null, null, name, null, null, null);
  }

  @Test
  void extremesComeBack() {
    long most = 1_000_000_000_000L;
    BigDecimal tiny = new BigDecimal("0.000000000001");
    BigDecimal dear = new BigDecimal("999999999.999999999999");
    writeAndRead(
        Stream.of(
                IntStream.range(0, 10)
                    .mapToObj(
                        i -> Updates.used("u" + i, new Usage(most, 0L, null, most - i, null))),
                IntStream.range(0, 10)
                    .mapToObj(
                        i -> Updates.priced("p" + i, new Cost(dear, tiny, null, dear, tiny, "x"))),
                Stream.of(
                        "1970-01-01T00:00:00.001Z",
                        "2026-03-29T01:59:59.999Z",
                        "2099-12-31T23:59:59.999Z")
                    .map(Instant::parse)
                    .map(
                        time ->
                            Updates.at("t" + time.toEpochMilli(), time, RequestStatus.COMPLETED)))
            .flatMap(updates -> updates)
            .toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void aChangeOfARecordThatIsGoneFailsOnceAndNothingIsKeptOfIt(int atOnce) {
    journal.append(IntStream.range(0, 20).mapToObj(i -> Updates.of("g" + i, null)).toList());
    // By hand, which this process cannot know.
    opened
        .database()
        .withHandle(handle -> handle.execute("delete from request_log where id = 'g0'"));
    List<LogUpdate> ends =
        IntStream.range(0, atOnce)
            .mapToObj(i -> Updates.of("g" + i, RequestStatus.COMPLETED))
            .toList();

    assertThatThrownBy(() -> journal.append(ends)).isInstanceOf(IllegalStateException.class);
    assertThat(journal.head().seq()).isEqualTo(20);
    assertThat(journal.append(ends).changes()).hasSize(atOnce);
    assertThat(journal.find("g0")).get().extracting(RequestLog::rev).isEqualTo(1L);
  }

  private void writeAndRead(List<LogUpdate> updates) {
    Map<String, RequestLog> last =
        journal.append(updates).records().stream()
            .collect(Collectors.toMap(RequestLog::id, log -> log, (before, after) -> after));
    assertThat(last).isNotEmpty();
    last.forEach((id, log) -> assertThat(journal.find(id)).contains(log));
  }
}
