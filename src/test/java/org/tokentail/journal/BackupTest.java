package org.tokentail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.TestSettings;
import org.tokentail.config.Settings;
import org.tokentail.log.Cursor;
import org.tokentail.log.RequestLog;
import org.tokentail.log.Updates;

class BackupTest {
  @TempDir private Path directory;

  @Test
  void aCopyMadeWhileOthersWriteIsWholeAndBeginsAnotherFeed() throws Exception {
    Settings settings = TestSettings.h2(directory.resolve("data"));
    Backup.Written written;
    List<RequestLog> before;
    try (TestJournal opened = new TestJournal(settings)) {
      Journal journal = opened.journal();
      AtomicBoolean enough = new AtomicBoolean();
      journal.append(List.of(Updates.of("first", null)));
      CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(journal, enough));
      before = journal.since(0, Integer.MAX_VALUE);
      written = new Backup(opened.database(), journal, settings, Clock.systemUTC()).write();
      enough.set(true);
      writer.join();
    }

    Path other = directory.resolve("other");
    unzip(written.file(), other);
    try (TestJournal restored = new TestJournal(TestSettings.h2(other))) {
      Journal journal = restored.journal();
      List<RequestLog> records = journal.since(0, Integer.MAX_VALUE);
      assertThat(records)
          .hasSizeGreaterThanOrEqualTo((int) written.cursor().seq())
          .containsAll(before);
      assertThat(records.get(records.size() - 1).seq()).isEqualTo(records.size());
      assertThat(journal.head().seq()).isEqualTo(records.size());
      assertThat(journal.head().epoch()).isNotEqualTo(written.cursor().epoch());
    }
    assertTheEpochStays(other);
    assertThat(written.file()).hasSize(written.bytes());
  }

  /** New records only: then seq counts them. */
  private static void write(Journal journal, AtomicBoolean enough) {
    for (int i = 0; !enough.get(); i++) {
      journal.append(List.of(Updates.of("w" + i, null)));
    }
  }

  private static void assertTheEpochStays(Path data) {
    Settings settings = TestSettings.h2(data);
    Cursor head;
    try (TestJournal opened = new TestJournal(settings)) {
      head = opened.journal().head();
    }
    try (TestJournal opened = new TestJournal(settings)) {
      assertThat(opened.journal().head()).isEqualTo(head);
    }
  }

  private static void unzip(Path zip, Path target) throws IOException {
    Files.createDirectories(target);
    try (FileSystem files = FileSystems.newFileSystem(zip)) {
      for (String name : List.of("tokentail.mv.db", "restored")) {
        Files.copy(files.getPath(name), target.resolve(name));
      }
    }
  }
}
