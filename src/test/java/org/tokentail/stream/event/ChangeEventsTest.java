package org.tokentail.stream.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tokentail.journal.LogFilter;
import org.tokentail.log.LogsChanged.Change;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Updates;

class ChangeEventsTest {
  private static final LogFilter PENDING = LogFilter.parse(Map.of("status", List.of("pending")));
  private static final LogFilter COMPLETED =
      LogFilter.parse(Map.of("status", List.of("completed")));

  private final RequestLog pending = RequestLog.created(Updates.of("a", RequestStatus.PENDING), 11);
  private final RequestLog ended = pending.changed(Updates.of("a", RequestStatus.ERROR), 12);
  private final ChangeEvents created = ChangeEvents.of("k3x9", new Change(null, pending));
  private final ChangeEvents changed = ChangeEvents.of("k3x9", new Change(pending, ended));

  @Test
  void aRecordThatMatchesIsTold() {
    assertThat(frame(created, PENDING))
        .startsWith(
            "id: k3x9-11\nevent: log:created\ndata: {\"type\":\"log:created\",\"data\":{\"id\":\"a\",")
        .endsWith("}\n\n");
    assertThat(frame(changed, LogFilter.ALL)).contains("event: log:updated\n");
  }

  @Test
  void aRecordThatLeavesTheFilterIsRemoved() {
    assertThat(frame(changed, PENDING))
        .startsWith(
            "id: k3x9-12\nevent: log:removed\ndata: {\"type\":\"log:removed\",\"data\":{\"id\":\"a\"},");
  }

  @Test
  void aRecordThatNeverMatchedIsNotTold() {
    assertThat(created.of(COMPLETED)).isNull();
    assertThat(changed.of(COMPLETED)).isNull();
  }

  @Test
  void whatChangedUnseenIsRemovedWhereItMayBeHeld() {
    ChangeEvents unseen = ChangeEvents.unseen("k3x9", ended, false);
    ChangeEvents born = ChangeEvents.unseen("k3x9", ended, true);

    assertThat(frame(unseen, LogFilter.ALL)).contains("event: log:updated\n");
    assertThat(frame(unseen, PENDING)).contains("event: log:removed\n");
    assertThat(frame(born, LogFilter.ALL)).contains("event: log:created\n");
    assertThat(born.of(PENDING)).isNull();
  }

  @Test
  void aLineCarriesThePositionThatAFrameHasBesideItsData() {
    String line = text(created.of(LogFilter.ALL).in(Format.NDJSON));

    assertThat(line)
        .startsWith("{\"type\":\"log:created\",\"cursor\":\"k3x9-11\",\"data\":{\"id\":\"a\",")
        .matches("(?s).*\"timestamp\":\"[^\"]+Z\"}\n");
  }

  private static String frame(ChangeEvents change, LogFilter filter) {
    return text(change.of(filter).in(Format.SSE));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
