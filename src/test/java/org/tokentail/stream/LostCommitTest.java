package org.tokentail.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tokentail.TestSettings;
import org.tokentail.config.Settings;
import org.tokentail.journal.TestJournal;
import org.tokentail.journal.TestPostgres;
import org.tokentail.log.RequestLog;
import org.tokentail.log.UnavailableException;
import org.tokentail.log.Updates;
import org.tokentail.write.GroupCommit;

/** The connection dies between a commit and its answer: it is refused, and it is there. */
class LostCommitTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void aCommitWhoseAnswerWasLostIsRefusedShownAndNotRepeated() throws Exception {
    try (TestPostgres postgres = TestPostgres.started()) {
      URI url = URI.create(postgres.newDatabase().storage().url().orElseThrow().substring(5));
      try (CommitThief network = new CommitThief(url.getPort());
          TestJournal opened = new TestJournal(settings(url, network))) {
        losesACommit(network, opened);
      }
    }
  }

  /** Statements are sent as text, and none is waited for longer than two seconds. */
  private static Settings settings(URI url, CommitThief network) {
    return TestSettings.of(
        Map.of(
            "tokentail.db.url",
            "jdbc:postgresql://127.0.0.1:%d%s?prepareThreshold=0&socketTimeout=2"
                .formatted(network.port(), url.getPath()),
            "tokentail.db.user",
            "postgres"));
  }

  private static void losesACommit(CommitThief network, TestJournal opened) {
    Feed feed = new Feed(opened.journal(), TestSettings.of(Map.of()).stream(), () -> {}, () -> {});
    try (GroupCommit commits =
        new GroupCommit(
            opened.journal(), 1_000, feed::append, Thread::new, ForkJoinPool.commonPool())) {
      record(commits, "a");
      network.stealNextCommit();
      assertThatThrownBy(() -> record(commits, "lost"))
          .hasCauseInstanceOf(UnavailableException.class);
      assertThat(feed.head().seq()).isEqualTo(1);

      await().atMost(PATIENCE).until(() -> opened.journal().find("lost").isPresent());
      // What the timer does every five seconds.
      feed.catchUp();
      assertThat(feed.head()).isEqualTo(opened.journal().head());
      assertThat(feed.head().seq()).isEqualTo(2);

      assertThat(record(commits, "lost").rev()).isEqualTo(1);
      assertThat(record(commits, "b").seq()).isEqualTo(3);
      assertThat(feed.head().seq()).isEqualTo(3);
    }
  }

  private static RequestLog record(GroupCommit commits, String id) {
    return commits
        .submit(List.of(Updates.of(id, null)))
        .toCompletableFuture()
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join()
        .records()
        .get(0);
  }
}
