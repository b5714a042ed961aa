package org.tokentail.bench.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** H2 in files, inside the process of the server. */
final class H2Database implements BenchDatabase {
  private static final String INDEXES =
      """
      select i.index_name, i.index_type_name,
        listagg(c.column_name, ', ') within group (order by c.ordinal_position) as names
      from information_schema.indexes i join information_schema.index_columns c
        on c.index_schema = i.index_schema and c.index_name = i.index_name
      where i.table_name = 'REQUEST_LOG' and i.index_type_name <> 'PRIMARY KEY'
      group by i.index_name, i.index_type_name
      """;

  private final Path directory;

  H2Database(Path directory) {
    this.directory = directory.toAbsolutePath();
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String kind() {
    return "h2";
  }

  @Override
  public String url(String name) {
    return "jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE".formatted(directory.resolve(name));
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(file(name));
  }

  @Override
  public void create(String name) {
    // by whoever connects first
  }

  @Override
  public void rename(String name, String to) {
    try {
      Files.move(file(name), file(to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void copy(String name, String to) {
    try {
      Files.copy(file(name), file(to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void drop(String name) {
    try {
      Files.deleteIfExists(file(name));
      Files.deleteIfExists(directory.resolve(name + ".trace.db"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Connection connect(String name) throws SQLException {
    return DriverManager.getConnection(url(name), USER, PASSWORD);
  }

  @Override
  public RecordSql records() {
    return new RecordSql(
        "select x as i from system_range(%d, %d)",
        "dateadd(millisecond, %s, timestamp with time zone '1970-01-01 00:00:00+00:00')");
  }

  @Override
  public Map<String, String> indexes(Connection connection) throws SQLException {
    Map<String, String> indexes = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(INDEXES)) {
      while (rows.next()) {
        String unique = rows.getString("index_type_name").startsWith("UNIQUE") ? "unique " : "";
        String name = rows.getString("index_name");
        indexes.put(
            name,
            "create %sindex %s on request_log (%s)"
                .formatted(unique, name, rows.getString("names")));
      }
    }
    return indexes;
  }

  @Override
  public void settle(String name) throws SQLException {
    try (Connection connection = connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute("analyze");
      statement.execute("shutdown compact");
    }
  }

  @Override
  public long bytes(String name) {
    try {
      return Files.size(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Duration cpu() {
    return Duration.ZERO;
  }

  @Override
  public void close() {
    // each file is closed by who opened it
  }

  private Path file(String name) {
    return directory.resolve(name + ".mv.db");
  }
}
