package org.tokentail.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.journal.Journal;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.TestJournal;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.LogsChanged;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Updates;

class SubscriptionTest {
  private static final int BACKLOG = 100;
  private static final long STALL = Duration.ofSeconds(10).toNanos();

  @TempDir private Path directory;
  private final TestResponse response = new TestResponse();
  private TestJournal opened;
  private Journal journal;
  private FrameLog log;
  private Replays replays;
  private long now;

  @BeforeEach
  void open() {
    opened = new TestJournal(directory);
    journal = opened.journal();
    log = new FrameLog("k3x9", 0, BACKLOG);
    replays = new Replays(journal, "k3x9", Runnable::run, () -> {});
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void aClientGetsWhatIsCommittedWhileItIsConnected() throws Exception {
    Subscription client = subscribe(LogFilter.ALL, 0);
    response.makeRoom(100);
    push(client);
    commit(Updates.of("a", null), Updates.of("b", null));
    push(client);
    commit(Updates.of("a", RequestStatus.COMPLETED));
    push(client);

    assertThat(response.seqs()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aClientFarBehindIsReplayedFromTheJournalAndThenGoesLiveWithoutAGapOrADuplicate()
      throws Exception {
    commitMany("old", 1_000);
    Subscription client = subscribe(LogFilter.ALL, 0);
    // It reads slowly, and more is committed while it catches up.
    for (int i = 0; i < 40; i++) {
      response.makeRoom(37);
      push(client);
      commit(Updates.of("new" + i, null));
    }
    response.makeRoom(2_000);
    push(client);
    push(client);

    assertThat(response.seqs())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 1_040).boxed().toList());
  }

  @Test
  void aRecordThatChangesDuringTheReplayComesInItsLatestState() throws Exception {
    commitMany("r", 600);
    Subscription client = subscribe(LogFilter.ALL, 0);
    response.makeRoom(300);
    push(client);
    commit(Updates.of("r599", RequestStatus.ERROR), Updates.of("r0", RequestStatus.ERROR));
    response.makeRoom(2_000);
    push(client);

    assertThat(response.seqs()).isSorted().doesNotHaveDuplicates().endsWith(601L, 602L);
    assertThat(response.text().split("\"id\":\"r599\"", -1).length - 1).isBetween(1, 2);
    assertThat(response.text()).contains("\"id\":\"r0\",\"rev\":2");
  }

  @Test
  void aStepThatArrivesWhileNobodyLooksIsNotTakenForSent() {
    commitMany("r", 10);
    List<Runnable> loads = new ArrayList<>();
    Replay replay = new Replays(journal, "k3x9", loads::add, () -> {}).begin(LogFilter.ALL, 0);
    replay.load();
    assertThat(replay.next()).isNull();
    loads.get(0).run();

    assertThat(replay.isLoading()).isTrue();
    assertThat(replay.seq()).isZero();
    for (int i = 0; i < 10; i++) {
      assertThat(replay.next()).isNotNull();
    }
    assertThat(replay.isLoading()).isFalse();
    assertThat(replay.seq()).isEqualTo(10);
  }

  @Test
  void aReplayRemovesWhatNoLongerMatches() throws Exception {
    commit(Updates.of("a", RequestStatus.PENDING), Updates.of("b", RequestStatus.PENDING));
    commit(Updates.of("a", RequestStatus.COMPLETED));
    commitMany("filler", 300);
    LogFilter pending =
        new LogFilter(
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(RequestStatus.PENDING),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            null);
    Subscription client = subscribe(pending, 2);
    response.makeRoom(1_000);
    // Loading wakes the fan-out thread, which then pushes again.
    push(client);
    push(client);

    assertThat(response.text()).startsWith("id: k3x9-3\nevent: log:removed\n");
  }

  @Test
  void figuresFromBeforeAClientCameAreNotSentToIt() throws Exception {
    log.append(Frames.event("heartbeat", null, "{\"old\":1}"));
    commit(Updates.of("a", null));
    log.append(Frames.event("heartbeat", null, "{\"old\":2}"));
    Subscription client = subscribe(LogFilter.ALL, 0);
    response.makeRoom(10);
    push(client);
    log.append(Frames.event("heartbeat", null, "{\"new\":1}"));
    push(client);

    assertThat(response.seqs()).containsExactly(1L);
    assertThat(response.text()).doesNotContain("old").contains("{\"new\":1}");
  }

  @Test
  void aClientThatTakesNothingIsStalledAfterTheTimeout() throws Exception {
    Subscription client = subscribe(LogFilter.ALL, 0);
    response.makeRoom(1);
    commit(Updates.of("a", null), Updates.of("b", null));
    push(client);
    assertThat(client.isStalled(log, now, STALL)).isFalse();
    now += STALL + 1;
    assertThat(client.isStalled(log, now, STALL)).isTrue();
    response.makeRoom(10);
    push(client);
    assertThat(client.isStalled(log, now, STALL)).isFalse();
    assertThat(response.seqs()).containsExactly(1L, 2L);
  }

  @Test
  void aClientThatFallsBehindTheBacklogIsStalledAtOnce() throws Exception {
    Subscription client = subscribe(LogFilter.ALL, 0);
    response.makeRoom(5);
    push(client);
    commitMany("many", BACKLOG + 10);
    push(client);

    assertThat(client.isStalled(log, now, STALL)).isTrue();
  }

  @Test
  void anIdleClientIsNotStalled() throws Exception {
    Subscription client = subscribe(LogFilter.ALL, 0);
    response.makeRoom(5);
    push(client);
    now += 10 * STALL;

    assertThat(client.isStalled(log, now, STALL)).isFalse();
  }

  @Test
  void itsFirstEventComesBeforeEverythingElse() throws Exception {
    commit(Updates.of("a", null));
    Subscription client = new Subscription(null, null, LogFilter.ALL, 0, now);
    client.addFirst("event: log:reset\n\n".getBytes(StandardCharsets.UTF_8));
    start(client);
    response.makeRoom(10);
    push(client);

    assertThat(response.text()).startsWith("event: log:reset\n\nid: k3x9-1\n");
  }

  private Subscription subscribe(LogFilter filter, long seq) {
    return start(new Subscription(null, null, filter, seq, now));
  }

  private Subscription start(Subscription client) {
    client.attach(() -> {});
    client.start(response);
    return client;
  }

  private void push(Subscription client) throws Exception {
    client.push(log, replays, now);
  }

  private void commit(LogUpdate... updates) {
    log.append(new LogsChanged(journal.append(List.of(updates)).changes()));
  }

  private void commitMany(String prefix, int count) {
    List<LogUpdate> updates = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> updates.add(Updates.of(prefix + i, null)));
    commit(updates.toArray(LogUpdate[]::new));
  }
}
