package org.tokentail.journal;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/**
 * The file of an embedded H2. Each commit writes whole pages, and what they replace is dead space:
 * without a write delay, H2 itself gives it back only when it is closed (h2database#442, #3848).
 */
final class H2File {
  /**
   * What was replaced is kept for so long: a file system may write in another order than we did.
   */
  private static final int RETENTION_MS = 5_000;

  /** Chunks with less of their bytes alive than this, in per cent, are written anew. */
  private static final int MIN_ALIVE = 70;

  /** Bytes written anew in one step: some ten milliseconds, in which commits may wait. */
  private static final int STEP = 4 << 20;

  /** Free space in per cent of the file, and size of the file, from which on it is cut. */
  private static final int MAX_FREE = 50;

  private static final long MIN_SIZE = 32L << 20;

  private static final int CUT_MS = 20;

  private H2File() {}

  /**
   * Gives back some dead space.
   *
   * @return whether there is more to give back
   */
  static boolean compact(Connection connection) throws SQLException {
    SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    MVStore store = session.getDatabase().getStore().getMvStore();
    store.setRetentionTime(RETENTION_MS);
    if (store.compact(MIN_ALIVE, STEP)) {
      return true;
    }
    boolean hollow = store.getFillRate() < 100 - MAX_FREE && store.getFileStore().size() > MIN_SIZE;
    if (hollow) {
      store.compactFile(CUT_MS);
    }
    return hollow;
  }
}
