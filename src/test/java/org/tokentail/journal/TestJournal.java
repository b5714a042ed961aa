package org.tokentail.journal;

import java.nio.file.Path;
import org.tokentail.TestSettings;

/** A journal on an H2 file, for tests of what uses one. */
public final class TestJournal implements AutoCloseable {
  private final Database database;
  private final Journal journal;

  public TestJournal(Path directory) {
    database = new Database(TestSettings.h2(directory));
    database.open();
    journal = new Journal(database);
    journal.open();
  }

  public Database database() {
    return database;
  }

  public Journal journal() {
    return journal;
  }

  @Override
  public void close() {
    database.close();
  }
}
