package org.tokentail.journal;

import java.nio.file.Path;
import org.tokentail.TestSettings;
import org.tokentail.config.Settings;

/** A journal, for tests of what uses one. */
public final class TestJournal implements AutoCloseable {
  private final Database database;
  private final Journal journal;

  /** On an H2 file. */
  public TestJournal(Path directory) {
    this(TestSettings.h2(directory));
  }

  public TestJournal(Settings settings) {
    database = new Database(settings);
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
