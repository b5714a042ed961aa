package org.tokentail.bench.journal;

import com.google.errorprone.annotations.FormatMethod;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL server of the benchmark's own, whose commits are on the disk. */
final class PostgresDatabase implements BenchDatabase {
  private final Path directory;
  private final EmbeddedPostgres server;

  /**
   * @param keep whether the databases in the directory outlive this object
   */
  PostgresDatabase(Path directory, boolean keep) {
    this.directory = directory.toAbsolutePath();
    try {
      Files.createDirectories(this.directory.getParent());
      server =
          EmbeddedPostgres.builder()
              .setDataDirectory(this.directory)
              .setCleanDataDirectory(!keep)
              .setPGStartupWait(Duration.ofMinutes(1))
              // The embedded server comes with both off, which is for tests.
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              // As docs/OPERATIONS.md says; what it comes with is for a machine of the last
              // century.
              .setServerConfig("shared_buffers", "1GB")
              .setServerConfig("max_wal_size", "4GB")
              .start();
      checkDurable();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void checkDurable() throws SQLException {
    try (Connection connection = connect(USER)) {
      for (String setting : new String[] {"fsync", "synchronous_commit"}) {
        if (!text(connection, "show %s", setting).equals("on")) {
          throw new IllegalStateException(setting + " is off");
        }
      }
      System.out.println(text(connection, "select version()"));
    }
  }

  @Override
  public String kind() {
    return "postgres";
  }

  @Override
  public String url(String name) {
    return "jdbc:postgresql://localhost:%d/%s".formatted(server.getPort(), name);
  }

  @Override
  public boolean exists(String name) throws SQLException {
    try (Connection connection = connect(USER)) {
      return text(connection, "select count(*) from pg_database where datname = '%s'", name)
          .equals("1");
    }
  }

  @Override
  public void create(String name) throws SQLException {
    execute("create database " + name);
  }

  @Override
  public void rename(String name, String to) throws SQLException {
    execute("alter database %s rename to %s".formatted(name, to));
  }

  @Override
  public void copy(String name, String to) throws SQLException {
    execute("create database %s template %s".formatted(to, name));
  }

  @Override
  public void drop(String name) throws SQLException {
    // A server that was killed may still have connections to it.
    execute("drop database if exists %s with (force)".formatted(name));
  }

  @Override
  public Connection connect(String name) throws SQLException {
    return server.getDatabase(USER, name).getConnection();
  }

  @Override
  public RecordSql records() {
    return new RecordSql(
        "select i from generate_series(%d::bigint, %d::bigint) as numbers (i)",
        "timestamptz 'epoch' + %s * interval '1 millisecond'");
  }

  @Override
  public Map<String, String> indexes(Connection connection) throws SQLException {
    Map<String, String> indexes = new LinkedHashMap<>();
    String sql =
        """
        select indexname, indexdef from pg_indexes
        where tablename = 'request_log' and indexname <> 'request_log_pkey'
        """;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        indexes.put(rows.getString(1), rows.getString(2));
      }
    }
    return indexes;
  }

  @Override
  public void settle(String name) throws SQLException {
    try (Connection connection = connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute("vacuum analyze");
      statement.execute("checkpoint");
    }
  }

  @Override
  public long bytes(String name) throws SQLException {
    try (Connection connection = connect(name)) {
      System.out.printf(
          "%s: records %s, their indexes %s, sums %s%n",
          name,
          text(connection, "select pg_size_pretty(pg_table_size('request_log'))"),
          text(connection, "select pg_size_pretty(pg_indexes_size('request_log'))"),
          text(connection, "select pg_size_pretty(pg_total_relation_size('rollup'))"));
      return Long.parseLong(text(connection, "select pg_database_size('%s')", name));
    }
  }

  @Override
  public Duration cpu() {
    ProcessHandle postmaster = ProcessHandle.of(pid()).orElseThrow();
    return Stream.concat(Stream.of(postmaster), postmaster.descendants())
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private long pid() {
    try {
      return Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect(USER);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @FormatMethod
  private static String text(Connection connection, String sql, Object... values)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql.formatted(values))) {
      row.next();
      return row.getString(1);
    }
  }
}
