package org.tokentail.stats;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.tokentail.journal.TestJournal;

class H2LookUpsTest extends LookUpsContract {
  @TempDir private Path directory;

  @Override
  TestJournal journal() {
    return new TestJournal(directory);
  }
}
