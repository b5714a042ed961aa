package org.tokentail.stream.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.launchdarkly.eventsource.MessageEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokentail.journal.LogFilter;
import org.tokentail.log.Caller;
import org.tokentail.log.Failure;
import org.tokentail.log.Json;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.LogsChanged.Change;
import org.tokentail.log.Metadata;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestState;
import org.tokentail.log.Target;
import org.tokentail.log.Updates;

/** What is recorded is what a client reads that somebody else wrote, whatever the text holds. */
class FrameFormatTest {
  private static final String EPOCH = "k3x9";
  private static final int RECORDS = 400;
  private static final int LONGEST = 16_384;

  /** The one place that knows how a change is encoded. */
  private static byte[] frame(RequestLog log) {
    return ChangeEvents.of(EPOCH, new Change(null, log)).of(LogFilter.ALL).in(Format.SSE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1_000, Integer.MAX_VALUE})
  void whatIsReadIsWhatWasRecordedWhateverTheSizeOfTheReads(int slice) throws IOException {
    List<RequestLog> logs = records(new Random(42), RECORDS, 60);

    isReadAsRecorded(logs, IndependentParser.parse(new SlicedInput(stream(logs), at -> slice)));
  }

  @Test
  void theLongestTextsAreReadWhole() throws IOException {
    List<RequestLog> logs = records(new Random(7), 20, LONGEST);

    isReadAsRecorded(
        logs, IndependentParser.parse(new SlicedInput(stream(logs), at -> 1 + at % 5_000)));
  }

  @Test
  void aReadMayEndAfterAnyByte() throws IOException {
    List<RequestLog> logs = records(new Random(11), 3, 60);
    byte[] stream = stream(logs);

    for (int end = 1; end < stream.length; end++) {
      int cut = end;
      isReadAsRecorded(
          logs,
          IndependentParser.parse(
              new SlicedInput(stream, at -> at < cut ? cut - at : stream.length)));
    }
  }

  @Test
  void aFrameHasNoLineBreaksButItsOwn() throws IOException {
    for (RequestLog log : records(new Random(5), RECORDS, 200)) {
      String text = new String(frame(log), StandardCharsets.UTF_8);
      assertThat(text.lines().filter(line -> !line.isEmpty())).hasSize(3);
      assertThat(text).doesNotContain("\r").endsWith("\n\n");
    }
  }

  private static void isReadAsRecorded(List<RequestLog> logs, List<MessageEvent> events)
      throws IOException {
    assertThat(events).hasSameSizeAs(logs);
    for (int i = 0; i < logs.size(); i++) {
      JsonNode read = Json.MAPPER.readTree(events.get(i).getData());
      assertThat(read.path("data")).isEqualTo(asRecorded(logs.get(i)));
      assertThat(events.get(i).getEventName()).isEqualTo("log:created");
      assertThat(events.get(i).getLastEventId()).isEqualTo(EPOCH + "-" + logs.get(i).seq());
    }
  }

  /** The record's JSON, through a reader: numbers have one form then. */
  private static JsonNode asRecorded(RequestLog log) throws IOException {
    JsonNode json = Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(log));
    Failure failure = log.state().failure();
    assertThat(json.path("error").asText()).isEqualTo(failure.error());
    assertThat(json.path("upstreamError").asText()).isEqualTo(failure.upstreamError());
    return json;
  }

  private static byte[] stream(List<RequestLog> logs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    logs.forEach(log -> bytes.writeBytes(frame(log)));
    return bytes.toByteArray();
  }

  private static List<RequestLog> records(Random random, int count, int longest) {
    return IntStream.rangeClosed(1, count).mapToObj(seq -> record(random, seq, longest)).toList();
  }

  private static RequestLog record(Random random, long seq, int longest) {
    LogUpdate update = Updates.random(random, "r-" + seq);
    RequestState state = update.state();
    return RequestLog.created(
        LogUpdate.of(
            update.id(),
            update.at(),
            new RequestState(
                state.status(),
                new Target(null, text(random, 256), null, null, text(random, 64), null, null, true),
                state.httpStatus(),
                state.timing(),
                state.usage(),
                state.cost(),
                new Caller(text(random, 100), text(random, 256), null, null, null),
                new Failure(text(random, longest), text(random, longest), null, null),
                new Metadata(Map.of("k" + text(random, 30), text(random, 1_000))))),
        seq);
  }

  private static String text(Random random, int max) {
    return AwkwardText.random(random, max);
  }
}
