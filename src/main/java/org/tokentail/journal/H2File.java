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

  /** Bytes written anew in one step: a few milliseconds, in which commits wait. */
  private static final int STEP = 512 << 10;

  /**
   * The same, 30 to 50 milliseconds, while a file that matters is not even half alive: it would
   * grow faster than small steps make room.
   */
  private static final int LARGE_STEP = 4 << 20;

  private static final long LARGE_SIZE = 512L << 20;

  /** In per cent of the bytes of all chunks. */
  private static final int HALF_ALIVE = 50;

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
    boolean wasteful =
        store.getFileStore().size() > LARGE_SIZE
            && store.getFileStore().getChunksFillRate() < HALF_ALIVE;
    if (store.compact(MIN_ALIVE, wasteful ? LARGE_STEP : STEP)) {
      return true;
    }
    boolean hollow = store.getFillRate() < 100 - MAX_FREE && store.getFileStore().size() > MIN_SIZE;
    if (hollow) {
      store.compactFile(CUT_MS);
    }
    return hollow;
  }
}
