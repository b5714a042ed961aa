package org.tokentail.stream.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.launchdarkly.eventsource.MessageEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokentail.log.Cursor;

class SseFrameTest {
  @Test
  void aFrameHasItsIdItsNameAndItsData() {
    assertThat(text("log:created", new Cursor("k3x9", 7), "{}"))
        .isEqualTo("id: k3x9-7\nevent: log:created\ndata: {}\n\n");
    assertThat(text(null, null, "")).isEqualTo("data: \n\n");
  }

  @ParameterizedTest
  @CsvSource({"a\\nb", "a\\rb", "a\\r\\nb", "\\n", "a\\n", "\\ra", "a\\n\\nb", "a\\n\\rb"})
  void everyLineOfTheDataIsReadAsOne(String escaped) throws IOException {
    String data = escaped.replace("\\n", "\n").replace("\\r", "\r");
    byte[] frame = SseFrame.encode("e", null, data.getBytes(StandardCharsets.UTF_8));

    List<MessageEvent> events = IndependentParser.parse(new ByteArrayInputStream(frame));
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getData()).isEqualTo(data.replace("\r\n", "\n").replace('\r', '\n'));
  }

  private static String text(String name, Cursor id, String data) {
    return new String(
        SseFrame.encode(name, id, data.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }
}
