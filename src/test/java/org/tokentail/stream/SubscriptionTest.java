package org.tokentail.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.TestSettings;
import org.tokentail.journal.FilterField;
import org.tokentail.journal.Journal;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.TestJournal;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Updates;
import org.tokentail.stream.event.ChangeEvents;
import org.tokentail.stream.event.Event;
import org.tokentail.stream.event.EventName;
import org.tokentail.stream.event.Format;
import org.tokentail.stream.event.View;
import org.tokentail.stream.output.TestOutlets;
import org.tokentail.stream.output.TestResponse;

class SubscriptionTest {
  private static final int MAX_LAG = 300;
  private static final long STALL = Duration.ofSeconds(10).toNanos();

  @TempDir private Path directory;
  private final TestResponse response = new TestResponse();
  private TestJournal opened;
  private Journal journal;
  private Channels channels;
  private Replays replays;
  private long now;

  @BeforeEach
  void open() {
    opened = new TestJournal(directory);
    journal = opened.journal();
    channels =
        new Channels(
            0,
            TestSettings.of(
                Map.of(
                    "tokentail.stream.backlog",
                    "256",
                    "tokentail.stream.max.lag",
                    String.valueOf(MAX_LAG)))
                .stream());
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
    Replay replay = new Replays(journal, "k3x9", loads::add, () -> {}).begin(View.ALL, 0);
    replay.load();
    assertThat(replay.next()).isNull();
    loads.get(0).run();

    assertThat(replay.isLoading()).isTrue();
    assertThat(replay.seq()).isZero();
    assertThat(replay.next().events()).isEqualTo(10);
    assertThat(replay.next()).isNull();
    assertThat(replay.isLoading()).isFalse();
    assertThat(replay.seq()).isEqualTo(10);
  }

  @Test
  void aReplayRemovesWhatNoLongerMatches() throws Exception {
    commit(Updates.of("a", RequestStatus.PENDING), Updates.of("b", RequestStatus.PENDING));
    commit(Updates.of("a", RequestStatus.COMPLETED));
    commitMany("filler", 300);
    LogFilter pending = LogFilter.ALL.with(FilterField.STATUS, Set.of("pending"));
    Subscription client = subscribe(pending, 2);
    response.makeRoom(1_000);
    // Loading wakes the fan-out thread, which then pushes again.
    push(client);
    push(client);

    assertThat(response.text()).startsWith("id: k3x9-3\nevent: log:removed\n");
  }

  @Test
  void figuresFromBeforeAClientCameAreNotSentToIt() throws Exception {
    channels.announce(Event.ofJson(EventName.HEARTBEAT, "{\"old\":1}"));
    commit(Updates.of("a", null));
    channels.announce(Event.ofJson(EventName.HEARTBEAT, "{\"old\":2}"));
    Subscription client = subscribe(LogFilter.ALL, 0);
    response.makeRoom(10);
    push(client);
    channels.announce(Event.ofJson(EventName.HEARTBEAT, "{\"new\":1}"));
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
    assertThat(client.isStalled(now, STALL)).isFalse();
    now += STALL + 1;
    assertThat(client.isStalled(now, STALL)).isTrue();
    response.makeRoom(10);
    push(client);
    assertThat(client.isStalled(now, STALL)).isFalse();
    assertThat(response.seqs()).containsExactly(1L, 2L);
  }

  @Test
  void aClientThatFallsTooFarBehindIsStalledAtOnce() throws Exception {
    Subscription client = subscribe(LogFilter.ALL, 0);
    response.makeRoom(1);
    commit(Updates.of("a", null));
    push(client);
    commitMany("many", MAX_LAG);
    push(client);
    assertThat(client.isStalled(now, STALL)).isFalse();
    assertThat(client.lag()).isEqualTo(MAX_LAG);
    commit(Updates.of("b", null));
    push(client);

    assertThat(client.isStalled(now, STALL)).isTrue();
  }

  @Test
  void whatWaitedGoesOutInAsFewWritesAsPossible() throws Exception {
    Subscription client = subscribe(LogFilter.ALL, 0);
    response.makeRoom(0);
    commitMany("many", 100);
    push(client);
    response.makeRoom(2);
    push(client);

    assertThat(response.seqs()).hasSize(100);
    assertThat(client.sent().events()).isEqualTo(100);
    assertThat(client.isWaiting()).isFalse();
  }

  @Test
  void anIdleClientIsNotStalled() throws Exception {
    Subscription client = subscribe(LogFilter.ALL, 0);
    response.makeRoom(5);
    push(client);
    now += 10 * STALL;

    assertThat(client.isStalled(now, STALL)).isFalse();
  }

  @Test
  void itsFirstEventComesBeforeEverythingElse() throws Exception {
    commit(Updates.of("a", null));
    Subscription client = client(LogFilter.ALL, 0);
    client.addFirst("event: log:reset\n\n".getBytes(StandardCharsets.UTF_8));
    start(client);
    response.makeRoom(10);
    push(client);

    assertThat(response.text()).startsWith("event: log:reset\n\nid: k3x9-1\n");
  }

  private Subscription subscribe(LogFilter filter, long seq) {
    return start(client(filter, seq));
  }

  private Subscription client(LogFilter filter, long seq) {
    Channel channel = channels.join(new View(filter, View.ALL.events(), Format.SSE));
    Visitor visitor = new Visitor("c", Updates.START, "127.0.0.1", null, false);
    return new Subscription(null, null, channel, visitor, seq, now);
  }

  private Subscription start(Subscription client) {
    client.start(TestOutlets.to(response));
    return client;
  }

  private void push(Subscription client) throws Exception {
    client.push(replays, now);
  }

  private void commit(LogUpdate... updates) {
    channels.append(
        journal.append(List.of(updates)).changes().stream()
            .map(change -> ChangeEvents.of("k3x9", change))
            .toList());
  }

  private void commitMany(String prefix, int count) {
    List<LogUpdate> updates = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> updates.add(Updates.of(prefix + i, null)));
    commit(updates.toArray(LogUpdate[]::new));
  }
}
