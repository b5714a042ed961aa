package org.tokentail.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.tokentail.journal.Database;
import org.tokentail.journal.Journal;

/** The last run of each job, of whichever node. Thread-safe. */
@ApplicationScoped
public class RunTable {
  private static final int MAX_ERROR = 1_024;

  private final Database database;

  /** For the container's proxy only. */
  protected RunTable() {
    this(null);
  }

  @Inject
  public RunTable(Database database) {
    this.database = database;
  }

  /** Empty when it never ran. */
  public Optional<Run> last(String job) {
    return database.withHandle(
        handle ->
            handle
                .select(
                    """
                    select job, started_at, duration_ms, removed, cleared_before, error
                    from upkeep_run where job = ?
                    """,
                    job)
                .map((row, context) -> read(row))
                .findOne());
  }

  private static Run read(ResultSet row) throws SQLException {
    return new Run(
        row.getString("job"),
        time(row, "started_at"),
        row.getLong("duration_ms"),
        row.getLong("removed"),
        time(row, "cleared_before"),
        row.getString("error"));
  }

  void keep(Run run) {
    database.inTransaction(
        handle -> {
          handle.execute("delete from upkeep_run where job = ?", run.job());
          String error = run.error();
          return handle.execute(
              """
              insert into upkeep_run (job, started_at, duration_ms, removed, cleared_before, error)
              values (?, ?, ?, ?, ?, ?)
              """,
              run.job(),
              Journal.sqlTime(run.startedAt()),
              run.durationMs(),
              run.removed(),
              Journal.sqlTime(run.before()),
              error == null ? null : error.substring(0, Math.min(MAX_ERROR, error.length())));
        });
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
