package org.tokentail.journal;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/** Which database it is, where H2 and PostgreSQL differ. */
public enum Dialect {
  H2,
  POSTGRES;

  /** Fourteen is the oldest that still gets fixes. */
  private static final int OLDEST_POSTGRES = 14;

  static Dialect of(DatabaseMetaData metaData) throws SQLException {
    return of(
        metaData.getDatabaseProductName(),
        metaData.getDatabaseMajorVersion(),
        metaData.getDatabaseProductVersion());
  }

  /**
   * @param product and version as the database calls itself
   * @throws UnusableDatabaseException for another database, or one that is too old
   */
  static Dialect of(String product, int majorVersion, String version) {
    if (product.equals("H2")) {
      return H2;
    }
    if (!product.equals("PostgreSQL")) {
      throw new UnusableDatabaseException(
          "it is %s %s, but must be PostgreSQL %d or later."
              .formatted(product, version, OLDEST_POSTGRES),
          null);
    }
    if (majorVersion < OLDEST_POSTGRES) {
      throw new UnusableDatabaseException(
          "it is PostgreSQL %s, but must be PostgreSQL %d or later."
              .formatted(version, OLDEST_POSTGRES),
          null);
    }
    return POSTGRES;
  }
}
