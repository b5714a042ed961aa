package org.tokentail.bench.journal;

import com.google.errorprone.annotations.FormatMethod;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.tokentail.load.ServerOptions;
import org.tokentail.load.ServerProcess;
import org.tokentail.load.StreamCrowd;

/** A server on a database, which is dropped with it. For one thread. */
final class Subject implements AutoCloseable {
  private final BenchDatabase database;
  private final String name;
  private final ServerProcess server;
  private final String key;
  private final long rows;
  private final long bytes;

  /**
   * @param rows how many records there are before it starts
   */
  Subject(BenchDatabase database, String name, ServerOptions options, String key, long rows)
      throws SQLException {
    this.database = database;
    this.name = name;
    this.key = key;
    this.rows = rows;
    this.bytes = rows == 0 ? 0 : database.bytes(name);
    this.server = ServerProcess.start(options);
  }

  ServerProcess server() {
    return server;
  }

  String key() {
    return key;
  }

  long rows() {
    return rows;
  }

  /** What the database took on the disk before it started. */
  long bytes() {
    return bytes;
  }

  URI logs() {
    return server.uri().resolve("api/logs");
  }

  Calls calls() {
    return new Calls(server.uri(), key);
  }

  /** Clients of the stream that count changes. */
  StreamCrowd crowd() {
    return new StreamCrowd(
        server.uri().resolve("api/logs/stream"),
        Map.of("x-api-key", key),
        "log:created",
        "log:updated");
  }

  /** CPU time so far, of the server and the database. */
  Duration cpu() {
    return server.vitals().cpu().plus(database.cpu());
  }

  @FormatMethod
  void say(String what, Object... values) {
    System.out.printf("%s, %,d records: %s%n", database.kind(), rows, what.formatted(values));
  }

  @Override
  public void close() throws SQLException {
    server.close();
    database.drop(name);
  }
}
