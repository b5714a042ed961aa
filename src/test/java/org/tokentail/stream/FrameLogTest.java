package org.tokentail.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tokentail.journal.LogFilter;
import org.tokentail.log.LogsChanged;
import org.tokentail.log.LogsChanged.Change;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Updates;

class FrameLogTest {
  private final FrameLog log = new FrameLog("k3x9", 10, 4);

  @Test
  void aClientReadsOnFromAnyPositionThatIsStillInMemory() {
    change(11);
    log.append("figures".getBytes(StandardCharsets.UTF_8));
    change(12);

    assertThat(changesAfter(10)).containsExactly(11L, 12L);
    assertThat(changesAfter(11)).containsExactly(12L);
    assertThat(changesAfter(12)).isEmpty();
  }

  @Test
  void whatWasCommittedBeforeTheLogBeganIsNotInMemory() {
    assertThat(log.after(9)).isEmpty();
    assertThat(log.after(10)).isPresent();
    assertThat(log.headSeq()).isEqualTo(10);
  }

  @Test
  void theBacklogIsBounded() {
    for (long seq = 11; seq <= 20; seq++) {
      change(seq);
    }

    assertThat(log.after(15)).isEmpty();
    assertThat(changesAfter(16)).containsExactly(17L, 18L, 19L, 20L);
  }

  @Test
  void aClientThatHoldsAFrameReadsOnEvenWhenTheLogHasForgottenIt() {
    Frame held = log.head();
    for (long seq = 11; seq <= 20; seq++) {
      change(seq);
    }

    assertThat(log.hasFallenBehind(held)).isTrue();
    assertThat(following(held)).hasSize(10);
  }

  @Test
  void aChangeThatIsAlreadyCountedIsNotSentAgain() {
    change(11);
    change(11);
    change(9);

    assertThat(changesAfter(10)).containsExactly(11L);
  }

  @Test
  void theBacklogIsBoundedInBytesToo() {
    FrameLog large = new FrameLog("k3x9", 0, 1_000_000);
    byte[] megabyte = new byte[1024 * 1024];
    Frame first = large.head();
    for (int i = 0; i < 40; i++) {
      large.append(megabyte);
    }

    assertThat(large.hasFallenBehind(first)).isTrue();
    assertThat(following(first)).hasSize(40);
  }

  @Test
  void whatChangedUnseenIsToldAndRemovedWhereItMayBeHeld() {
    RequestLog pending = RequestLog.created(Updates.of("a", RequestStatus.PENDING), 11);
    RequestLog ended = pending.changed(Updates.of("a", RequestStatus.ERROR), 12);
    RequestLog other = RequestLog.created(Updates.of("b", RequestStatus.ERROR), 13);
    Frame start = log.head();
    log.appendUnseen(List.of(ended, other));
    log.append(new LogsChanged(List.of(new Change(null, other))));

    assertThat(following(start)).hasSize(2);
    assertThat(text(start.next(), LogFilter.ALL)).contains("event: log:updated");
    assertThat(text(start.next(), statuses(RequestStatus.PENDING))).contains("log:removed");
    assertThat(text(start.next().next(), LogFilter.ALL)).contains("event: log:created");
    assertThat(start.next().next().bytesFor(statuses(RequestStatus.PENDING))).isNull();
  }

  @Test
  void aRecordThatLeavesTheFilterIsRemoved() {
    RequestLog pending = RequestLog.created(Updates.of("a", RequestStatus.PENDING), 11);
    RequestLog ended = pending.changed(Updates.of("a", RequestStatus.ERROR), 12);
    LogFilter onlyPending = statuses(RequestStatus.PENDING);
    Frame start = log.head();
    log.append(new LogsChanged(List.of(new Change(null, pending), new Change(pending, ended))));
    Frame created = start.next();
    Frame changed = created.next();

    assertThat(text(created, onlyPending))
        .startsWith(
            "id: k3x9-11\nevent: log:created\ndata: {\"type\":\"log:created\",\"data\":{\"id\":\"a\",");
    assertThat(text(changed, onlyPending))
        .startsWith(
            "id: k3x9-12\nevent: log:removed\ndata: {\"type\":\"log:removed\",\"data\":{\"id\":\"a\"},");
    assertThat(text(changed, LogFilter.ALL)).contains("event: log:updated\n").endsWith("}\n\n");
    assertThat(created.bytesFor(statuses(RequestStatus.COMPLETED))).isNull();
    assertThat(changed.bytesFor(statuses(RequestStatus.COMPLETED))).isNull();
  }

  private void change(long seq) {
    RequestLog created = RequestLog.created(Updates.of("r" + seq, null), seq);
    log.append(new LogsChanged(List.of(new Change(null, created))));
  }

  private List<Long> changesAfter(long seq) {
    return following(log.after(seq).orElseThrow()).stream()
        .filter(frame -> frame.seq > seq)
        .map(frame -> frame.seq)
        .toList();
  }

  private static List<Frame> following(Frame start) {
    List<Frame> frames = new ArrayList<>();
    for (Frame frame = start.next(); frame != null; frame = frame.next()) {
      frames.add(frame);
    }
    return frames;
  }

  private static String text(Frame frame, LogFilter filter) {
    return new String(frame.bytesFor(filter), StandardCharsets.UTF_8);
  }

  private static LogFilter statuses(RequestStatus status) {
    return new LogFilter(
        Set.of(), Set.of(), Set.of(), Set.of(status), Set.of(), Set.of(), Set.of(), Set.of(), null);
  }
}
