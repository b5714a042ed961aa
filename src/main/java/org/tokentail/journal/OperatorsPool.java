package org.tokentail.journal;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * A pool that the operator made, found by its name. It is asked for a connection outside of any
 * transaction of the container's.
 */
record OperatorsPool(DataSource dataSource) implements Connections {

  // The name is the operator's own, and names no foreign server: the settings see to that.
  @SuppressWarnings("BanJNDI")
  static OperatorsPool lookUp(String name) {
    try {
      if (new InitialContext().lookup(name) instanceof DataSource found) {
        return new OperatorsPool(found);
      }
    } catch (NamingException e) {
      throw new UnusableDatabaseException(
          "TOKENTAIL_DB_JNDI names no resource of this server: make it first (docs/OPERATIONS.md).",
          e);
    }
    throw new UnusableDatabaseException(
        "TOKENTAIL_DB_JNDI names something else than a JDBC resource.", null);
  }

  @Override
  public FluentConfiguration migratedBy(FluentConfiguration flyway) {
    return flyway.dataSource(dataSource);
  }

  @Override
  public void close() {
    // It is not ours.
  }
}
