package org.tokentail.journal;

/**
 * What a connection is wanted for. Each lane has connections that the others cannot take ({@link
 * org.tokentail.config.ConnectionShares}).
 */
public enum Lane {
  /** Transactions that lock the row of the journal: one at a time. */
  COMMIT("The journal is busy"),
  /** One or a few rows by an index: answered at once. */
  LOOKUP("The database is busy"),
  /** The long work of timers. */
  UPKEEP("The database is busy"),
  /** What clients of the stream missed: small steps. */
  RESUME("Too many streams begin at once"),
  /** Readers' questions. Each ends within a time limit. */
  QUERY("Too many questions at once");

  private final String full;

  Lane(String full) {
    this.full = full;
  }

  /** What somebody is told who finds no free connection. */
  String full() {
    return full;
  }
}
