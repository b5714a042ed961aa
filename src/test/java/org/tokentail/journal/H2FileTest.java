package org.tokentail.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.Updates;

class H2FileTest {
  private static final long MB = 1 << 20;

  @TempDir private Path directory;

  @Test
  void theFileShrinksWhenRecordsAreDeleted() {
    try (TestJournal opened = new TestJournal(directory)) {
      Random random = new Random(3);
      for (int i = 0; i < 800; i++) {
        opened.journal().append(some(random, i));
      }
      long full = size();
      Upkeep upkeep = new Upkeep(opened.database(), opened.journal());
      while (upkeep.delete(Instant.parse("2099-01-01T00:00:00Z"), 500, true) > 0) {}

      assertThat(full).isGreaterThan(60 * MB);
      // What was replaced is kept for some seconds, whoever compacts.
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                upkeep.compact();
                opened.journal().append(some(random, 0));
                return size() < full / 4;
              });
    }
  }

  private static List<LogUpdate> some(Random random, int batch) {
    List<LogUpdate> updates = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      updates.add(Updates.random(random, "f" + batch + "-" + i));
    }
    return updates;
  }

  private long size() {
    try {
      return Files.size(directory.resolve("tokentail.mv.db"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
