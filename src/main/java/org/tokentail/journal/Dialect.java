package org.tokentail.journal;

/** Which database it is, where H2 and PostgreSQL differ. */
public enum Dialect {
  H2,
  POSTGRES
}
