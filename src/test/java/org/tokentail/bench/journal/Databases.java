package org.tokentail.bench.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.tokentail.load.EpochClock;
import org.tokentail.load.ServerOptions;
import org.tokentail.load.ServerProcess;

/** The filled databases of one kind: made when they are not there yet, and measured in a copy. */
final class Databases {
  /** Records a second that are counted at the least, for the bound of the first start. */
  private static final long SLOWEST_COUNT = 500;

  private static final Duration LONGEST_START = Duration.ofMinutes(5);
  private static final String KEY = "benchmark-key";

  private final BenchDatabase database;
  private final JournalSettings settings;

  Databases(BenchDatabase database, JournalSettings settings) {
    this.database = database;
    this.settings = settings;
  }

  static BenchDatabase open(String kind, JournalSettings settings) {
    Path directory = settings.keep().orElse(Path.of("target", "bench")).resolve("journal-" + kind);
    return kind.equals("h2")
        ? new H2Database(directory)
        : new PostgresDatabase(directory, settings.keep().isPresent());
  }

  /** A database with no records. */
  Subject empty() throws SQLException {
    database.drop("measured");
    database.create("measured");
    return new Subject(database, "measured", served("measured", LONGEST_START), KEY, 0);
  }

  /** Makes sure that there is a database with so many records; its name. */
  String fill(long rows) throws SQLException {
    String name = "filled_" + rows;
    if (!database.exists(name)) {
      make(name, rows);
    }
    System.out.printf("%s %s: %,d bytes%n", database.kind(), name, database.bytes(name));
    return name;
  }

  /** A database with so many records, all of them counted. */
  Subject filled(long rows) throws SQLException {
    String name = fill(rows);
    database.drop("measured");
    if (settings.keep().isPresent()) {
      database.copy(name, "measured");
    } else {
      database.rename(name, "measured");
    }
    return new Subject(database, "measured", served("measured", LONGEST_START), KEY, rows);
  }

  private void make(String name, long rows) throws SQLException {
    // Has its name only when it is complete.
    String part = "part_" + rows;
    database.drop(part);
    database.create(part);
    Duration longest = LONGEST_START.plusSeconds(rows / SLOWEST_COUNT);
    try (ServerProcess server = ServerProcess.start(served(part, longest))) {
      server.stop();
      new Fill(database, part).run(rows);
      long begin = EpochClock.nanos();
      server.restart();
      System.out.printf(
          "%s %s: %,d records counted once, in a start of %.1f s%n",
          database.kind(), part, rows, (EpochClock.nanos() - begin) / 1e9);
      server.stop();
    }
    database.settle(part);
    database.rename(part, name);
  }

  private ServerOptions served(String name, Duration patience) {
    return ServerOptions.ofTokentail()
        .setting("tokentail.key", KEY)
        .setting("tokentail.db.url", database.url(name))
        .setting("tokentail.db.user", BenchDatabase.USER)
        .setting("tokentail.db.password", BenchDatabase.PASSWORD)
        .jvm("-Xmx" + settings.heap())
        .patience(patience);
  }
}
