package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.inject.Inject;
import java.io.File;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tokentail.journal.Journal;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.LogsChanged.Change;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestState;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.UnavailableException;
import org.tokentail.write.Recorded;
import org.tokentail.write.RequestLogManager;

/** The write path from inside the container, where the gateway calls it. */
@ExtendWith(ArquillianExtension.class)
class InContainerIT {
  @Inject private RequestLogManager logs;
  @Inject private Journal journal;
  @Inject private SeenChanges seen;

  private final String prefix = UUID.randomUUID().toString();

  @Deployment
  static Archive<?> war() throws URISyntaxException {
    File assertJ =
        new File(Assertions.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return TestServer.war().addClass(SeenChanges.class).addAsLibrary(assertJ);
  }

  @Test
  void addCompletesWhenTheRecordsAreInTheJournal() {
    Recorded recorded = outcome(logs.add(List.of(update("a"), update("b"))));

    assertThat(recorded.records()).extracting(RequestLog::id).containsExactly(id("a"), id("b"));
    for (RequestLog log : recorded.records()) {
      assertThat(journal.find(log.id())).contains(log);
    }
    assertThat(recorded.cursor()).isEqualTo(journal.head());
  }

  @Test
  void theFeedHasEveryChangeWithoutGaps() {
    long before = journal.head().seq();

    outcome(logs.add(List.of(update("a"), update("b"), update("c"))));

    assertThat(journal.since(before, 10))
        .extracting(RequestLog::seq)
        .containsExactly(before + 1, before + 2, before + 3);
  }

  @Test
  void observersAreToldWhatWasCommittedInTheOrderOfTheFeed() {
    RequestLog created = outcome(logs.add(List.of(update("a")))).records().get(0);
    RequestLog changed = outcome(logs.update(update("a", RequestStatus.COMPLETED)));

    assertThat(seen.of(prefix))
        .containsExactly(new Change(null, created), new Change(created, changed));
  }

  @Test
  void whatAltersNothingIsNotTold() {
    LogUpdate update = update("a", RequestStatus.COMPLETED);
    RequestLog first = outcome(logs.update(update));
    RequestLog second = outcome(logs.update(update));

    assertThat(second).isEqualTo(first);
    assertThat(seen.of(prefix)).hasSize(1);
  }

  @Test
  void concurrentCallsShareCommitsAndLoseNothing() {
    long before = journal.head().seq();
    List<CompletionStage<Recorded>> calls = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      calls.add(logs.add(List.of(update("n" + i))));
    }
    calls.forEach(InContainerIT::outcome);

    assertThat(seen.of(prefix))
        .extracting(change -> change.after().seq())
        .isEqualTo(LongStream.rangeClosed(before + 1, before + 500).boxed().toList());
    assertThat(journal.since(before, 1_000)).hasSize(500);
  }

  @Test
  void aFullQueueRefusesAtOnceAndKeepsWhatItTook() {
    List<CompletableFuture<Recorded>> calls = new ArrayList<>();
    // More than the queue's 10,000 changes, faster than any disk commits them.
    for (int call = 0; call < 60; call++) {
      calls.add(logs.add(batch(call)).toCompletableFuture());
    }
    CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
        .handle((done, failure) -> null)
        .orTimeout(60, TimeUnit.SECONDS)
        .join();

    assertThat(calls).anyMatch(CompletableFuture::isCompletedExceptionally);
    for (int call = 0; call < calls.size(); call++) {
      boolean kept = journal.find(id("q" + call + "-999")).isPresent();
      assertThat(kept).isEqualTo(!calls.get(call).isCompletedExceptionally());
    }
    CompletableFuture<Recorded> refused =
        calls.stream()
            .filter(CompletableFuture::isCompletedExceptionally)
            .findFirst()
            .orElseThrow();
    assertThatExceptionOfType(java.util.concurrent.CompletionException.class)
        .isThrownBy(refused::join)
        .withCauseInstanceOf(UnavailableException.class);
  }

  private List<LogUpdate> batch(int call) {
    return IntStream.range(0, 1_000).mapToObj(i -> update("q" + call + "-" + i)).toList();
  }

  private String id(String name) {
    return prefix + "-" + name;
  }

  private LogUpdate update(String name) {
    return LogUpdate.of(id(name), Instant.now(), RequestState.UNKNOWN);
  }

  private LogUpdate update(String name, RequestStatus status) {
    RequestState none = RequestState.UNKNOWN;
    RequestState state =
        new RequestState(
            status,
            none.target(),
            null,
            none.timing(),
            none.usage(),
            none.cost(),
            none.caller(),
            none.failure(),
            none.metadata());
    return LogUpdate.of(id(name), Instant.now(), state);
  }

  private static <T> T outcome(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
