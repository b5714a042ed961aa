package org.tokentail.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.TestSettings;
import org.tokentail.journal.Journal;
import org.tokentail.journal.TestJournal;
import org.tokentail.log.Cursor;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.LogsChanged;
import org.tokentail.log.Updates;
import org.tokentail.stream.event.View;
import org.tokentail.stream.page.PageCursor;

class FeedTest {
  private static final int BACKLOG = 300;
  private static final int REPLAY_LIMIT = 500;
  private static final Pattern ID = Pattern.compile("(?m)^id: \\w+-(\\d+)$");

  @TempDir private Path directory;
  private TestJournal opened;
  private Journal journal;
  private Feed feed;
  private Channel channel;
  private final AtomicInteger gaps = new AtomicInteger();

  @BeforeEach
  void open() {
    opened = new TestJournal(directory);
    journal = opened.journal();
    feed =
        new Feed(
            journal,
            TestSettings.of(
                Map.of(
                    "tokentail.stream.backlog", String.valueOf(BACKLOG),
                    "tokentail.stream.replay.limit", String.valueOf(REPLAY_LIMIT)))
                .stream(),
            gaps::incrementAndGet,
            () -> {});
    channel = feed.channels().join(View.ALL);
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void whatNobodyToldOfIsReadFromTheJournalBeforeTheNextChange() {
    tell(commit("a"));
    commit("untold-1");
    commit("untold-2");
    tell(commit("b"));

    assertThat(gaps).hasValue(1);
    assertThat(seqsAfter(0)).containsExactly(1L);
    feed.catchUp();

    assertThat(seqsAfter(0)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(feed.head().seq()).isEqualTo(4);
  }

  @Test
  void whatNobodyToldOfIsFoundWithoutANextChangeToo() {
    tell(commit("a"));
    commit("untold");
    feed.catchUp();
    feed.catchUp();

    assertThat(seqsAfter(0)).containsExactly(1L, 2L);
  }

  @Test
  void aChangeThatFollowsNeedsNoLookAtTheJournal() {
    tell(commit("a"));
    tell(commit("b"));
    LogsChanged known = commit("c");
    tell(known);
    // Whatever is told from here on cannot be answered by the journal.
    opened.database().close();
    tell(known);

    assertThat(gaps).hasValue(0);
    assertThat(seqsAfter(0)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aLateWordOfWhatWasCaughtUpIsNotToldAgain() {
    LogsChanged late = commit("a");
    feed.catchUp();
    tell(late);

    assertThat(seqsAfter(0)).containsExactly(1L);
  }

  @Test
  void aClientBeginsWhereItAsksToIfThatCanBeServed() {
    String epoch = feed.epoch();
    for (int i = 0; i < REPLAY_LIMIT + 500; i++) {
      tell(commit("r" + i));
    }
    long head = REPLAY_LIMIT + 500;

    assertThat(feed.position(channel, Optional.empty())).isEqualTo(Position.live(head));
    assertThat(at(epoch, head)).isEqualTo(Position.resumed(head, 0));
    assertThat(at(epoch, head - 10)).isEqualTo(Position.resumed(head - 10, 10));
    assertThat(at(epoch, head - 400)).isEqualTo(Position.resumed(head - 400, 400));
    assertThat(at(epoch, 1)).isEqualTo(Position.reset(head, "too-old"));
    assertThat(at(epoch, head + 1)).isEqualTo(Position.reset(head, "ahead"));
    assertThat(at("zzzz", head)).isEqualTo(Position.reset(head, "epoch"));
  }

  @Test
  void aPositionThatIsCommittedButNotYetToldIsNotAhead() {
    commit("a");

    assertThat(at(feed.epoch(), 1)).isEqualTo(Position.resumed(1, 0));
  }

  @Test
  void manyUnseenChangesAreReadInSteps() {
    List<LogUpdate> many = new ArrayList<>();
    IntStream.range(0, 1_200).forEach(i -> many.add(Updates.of("m" + i, null)));
    journal.append(many);
    feed.catchUp();

    assertThat(feed.head().seq()).isEqualTo(1_200);
    assertThat(seqsAfter(1_000))
        .containsExactlyElementsOf(LongStream.rangeClosed(1_001, 1_200).boxed().toList());
  }

  private Position at(String epoch, long seq) {
    return feed.position(channel, Optional.of(new Cursor(epoch, seq)));
  }

  private LogsChanged commit(String id) {
    return new LogsChanged(journal.append(List.of(Updates.of(id, null))).changes());
  }

  private void tell(LogsChanged changed) {
    feed.append(changed);
  }

  private List<Long> seqsAfter(long seq) {
    List<Long> seqs = new ArrayList<>();
    PageCursor cursor = channel.log().after(seq).orElseThrow();
    while (cursor.load()) {
      String text =
          new String(
              cursor.bytes(), cursor.from(), cursor.to() - cursor.from(), StandardCharsets.UTF_8);
      ID.matcher(text).results().forEach(id -> seqs.add(Long.valueOf(id.group(1))));
      cursor.taken();
    }
    return seqs;
  }
}
