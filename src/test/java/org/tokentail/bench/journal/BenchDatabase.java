package org.tokentail.bench.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** Databases of one kind, each with a name. None is in use by a server while it is worked on. */
interface BenchDatabase extends AutoCloseable {
  String USER = "postgres";
  String PASSWORD = "postgres";

  /** h2 or postgres. */
  String kind();

  /** What the server gets as tokentail.db.url. */
  String url(String name);

  boolean exists(String name) throws SQLException;

  void create(String name) throws SQLException;

  void rename(String name, String to) throws SQLException;

  void copy(String name, String to) throws SQLException;

  /** Whether it exists or not. */
  void drop(String name) throws SQLException;

  Connection connect(String name) throws SQLException;

  /** How its SQL makes records. */
  RecordSql records();

  /** The indexes of the records but the primary key, and the statement that makes each. */
  Map<String, String> indexes(Connection connection) throws SQLException;

  /** Brings a database that was filled into the state that it would have come to over the days. */
  void settle(String name) throws SQLException;

  /** What it takes on the disk, and in words what of. */
  long bytes(String name) throws SQLException;

  /** CPU time so far of processes of its own; zero: it has none. */
  Duration cpu();

  @Override
  void close();
}
