package org.tokentail.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.PageRequest;
import org.tokentail.journal.TestJournal;
import org.tokentail.log.Json;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.RequestLog;
import org.tokentail.log.UnavailableException;
import org.tokentail.log.Updates;

class ExportTest {
  private static final int RECORDS = 2_345;

  @TempDir private Path directory;
  private TestJournal opened;
  private int broken;
  private boolean gone;
  private int asked;

  @BeforeEach
  void fill() {
    opened = new TestJournal(directory);
    fill(0, RECORDS);
  }

  private void fill(int from, int to) {
    Random random = new Random(3);
    List<LogUpdate> updates = new ArrayList<>();
    for (int i = from; i < to; i++) {
      updates.add(Updates.random(random, "r" + i));
    }
    opened.journal().append(updates);
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void itHoldsTheRecordsOfThePagesNewestFirst() {
    for (LogFilter filter :
        List.of(
            LogFilter.ALL,
            LogFilter.parse(Map.of("provider", List.of("anthropic"))),
            LogFilter.parse(Map.of("minCost", List.of("12"), "q", List.of("gpt"))),
            LogFilter.parse(Map.of("model", List.of("nobody's"))))) {
      ByteArrayOutputStream output = new ByteArrayOutputStream();

      export(filter).write(output);

      assertThat(output.toString(StandardCharsets.UTF_8))
          .isEqualTo(String.join("", page(filter).stream().map(ExportTest::line).toList()));
    }
    assertThat(broken).isZero();
  }

  @Test
  void aFailureBeforeItBeginsIsToldAsSuch() {
    opened.close();

    assertThatThrownBy(() -> export(LogFilter.ALL)).isInstanceOf(UnavailableException.class);
  }

  @Test
  void aFailureInTheMiddleEndsIt() {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Export export = export(LogFilter.ALL);
    opened.close();

    export.write(output);

    assertThat(output.toString(StandardCharsets.UTF_8).lines()).hasSize(Export.PAGE);
    assertThat(broken).isEqualTo(1);
  }

  @Test
  void itReadsNoFurtherWhenItsClientHasGone() {
    List<Integer> flushes = new ArrayList<>();
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int value) {}

          @Override
          public void flush() throws IOException {
            flushes.add(1);
            throw new IOException("Broken pipe");
          }
        };

    export(LogFilter.ALL).write(gone);

    // The second one closes what was written.
    assertThat(flushes).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void whereNothingIsFoundItSeesThatItsClientHasGone() {
    // More than are searched for a text at a time.
    fill(RECORDS, 20_500);
    LogFilter nobodys = LogFilter.parse(Map.of("q", List.of("nobody's")));

    export(nobodys).write(new ByteArrayOutputStream());
    assertThat(asked).isEqualTo(1);
    assertThat(broken).isZero();

    gone = true;
    export(nobodys).write(new ByteArrayOutputStream());
    assertThat(broken).isEqualTo(1);
  }

  private Export export(LogFilter filter) {
    return new Export(
        opened.journal()::newest,
        new Export.Order(
            request(filter, Export.PAGE), RecordWriter.Format.NDJSON, RecordColumns.ALL),
        new Export.Client() {
          @Override
          public boolean hasGone() {
            asked++;
            return gone;
          }

          @Override
          public void breakOff() {
            broken++;
          }
        },
        () -> false,
        Duration.ZERO);
  }

  private List<RequestLog> page(LogFilter filter) {
    return opened.journal().newest(request(filter, RECORDS + 1)).records();
  }

  private static PageRequest request(LogFilter filter, int limit) {
    return new PageRequest(filter, Optional.empty(), null, null, limit);
  }

  private static String line(RequestLog log) {
    return new String(Json.bytes(log), StandardCharsets.UTF_8) + "\n";
  }
}
