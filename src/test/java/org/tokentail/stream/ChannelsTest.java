package org.tokentail.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tokentail.TestSettings;
import org.tokentail.log.LogsChanged.Change;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.UnavailableException;
import org.tokentail.log.Updates;
import org.tokentail.stream.event.ChangeEvents;
import org.tokentail.stream.event.Event;
import org.tokentail.stream.event.EventName;
import org.tokentail.stream.event.Format;
import org.tokentail.stream.event.View;
import org.tokentail.stream.page.PageCursor;

class ChannelsTest {
  private final Channels channels =
      new Channels(0, TestSettings.of(Map.of("tokentail.stream.max.filters", "2")).stream());

  @Test
  void clientsWithTheSameViewShareAChannelUntilTheLastHasLeft() {
    Channel first = channels.join(view("pending"));
    Channel second = channels.join(view("pending"));
    assertThat(second).isSameAs(first);
    assertThat(channels.distinct()).isEqualTo(1);

    channels.leave(first);
    assertThat(channels.join(view("pending"))).isSameAs(first);
    channels.leave(first);
    channels.leave(first);

    assertThat(channels.distinct()).isZero();
    assertThat(channels.join(view("pending"))).isNotSameAs(first);
  }

  @Test
  void theNumberOfDistinctViewsIsBounded() {
    Channel pending = channels.join(view("pending"));
    channels.join(view("error"));

    assertThatThrownBy(() -> channels.join(view("completed")))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("2 distinct filters")
        .hasMessageContaining("TOKENTAIL_STREAM_MAX_FILTERS");
    channels.join(view("error"));
    channels.join(View.ALL);
    channels.leave(pending);
    channels.join(view("completed"));
  }

  @Test
  void theChannelThatShowsEverythingRemembersWithoutAnyClient() {
    Channel all = channels.join(View.ALL);
    channels.leave(all);
    created(1, RequestStatus.PENDING);

    assertThat(channels.join(View.ALL)).isSameAs(all);
    assertThat(read(all.log().after(0).orElseThrow())).contains("id: k3x9-1");
  }

  @Test
  void aChannelThatIsMadeLaterRemembersWhatWasBefore() {
    created(1, RequestStatus.PENDING);
    created(2, RequestStatus.ERROR);
    created(3, RequestStatus.PENDING);
    Channel late = channels.join(view("pending"));

    assertThat(late.log().headSeq()).isEqualTo(3);
    assertThat(read(late.log().after(0).orElseThrow()))
        .contains("-1\n", "-3\n")
        .doesNotContain("-2\n");
    assertThat(read(late.log().after(1).orElseThrow())).doesNotContain("-1\n").contains("-3\n");
  }

  @Test
  void aChannelThatIsMadeLaterSaysWhatItCannotRemember() {
    for (long seq = 1; seq <= 9_000; seq++) {
      created(seq, RequestStatus.PENDING);
    }
    Channel late = channels.join(view("error"));

    assertThat(late.log().after(9_000 - 8_192)).isPresent();
    assertThat(late.log().after(9_000 - 8_193)).isEmpty();
  }

  @Test
  void eachChannelHasWhatItsViewShows() {
    Channel pending = channels.join(view("pending"));
    Channel lines = channels.join(View.parse(Map.of("events", List.of("created")), Format.NDJSON));
    PageCursor ofAll = listen(channels.join(View.ALL));
    PageCursor ofPending = listen(pending);
    PageCursor ofLines = listen(lines);
    created(1, RequestStatus.PENDING);
    created(2, RequestStatus.ERROR);
    created(2, RequestStatus.ERROR);
    channels.announce(Event.ofJson(EventName.STATS, "{\"figures\":1}"));
    channels.announce(Event.ofJson(EventName.HEARTBEAT, "{}"));

    assertThat(read(ofAll)).contains("-1\n", "-2\n", "figures", "heartbeat");
    assertThat(read(ofPending)).contains("-1\n", "figures", "heartbeat").doesNotContain("-2\n");
    assertThat(read(ofLines).lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("{\"type\""))
        .noneMatch(line -> line.contains("figures"));
    assertThat(pending.log().headSeq()).isEqualTo(2);
    assertThat(channels.headSeq()).isEqualTo(2);
  }

  private void created(long seq, RequestStatus status) {
    RequestLog log = RequestLog.created(Updates.of("r" + seq, status), seq);
    channels.append(List.of(ChangeEvents.of("k3x9", new Change(null, log))));
  }

  private static View view(String status) {
    return View.parse(Map.of("status", List.of(status)), Format.SSE);
  }

  private static PageCursor listen(Channel channel) {
    return channel.log().after(channel.log().headSeq()).orElseThrow();
  }

  private static String read(PageCursor cursor) {
    StringBuilder text = new StringBuilder();
    while (cursor.load()) {
      text.append(
          new String(
              cursor.bytes(), cursor.from(), cursor.to() - cursor.from(), StandardCharsets.UTF_8));
      cursor.taken();
    }
    return text.toString();
  }
}
