package org.tokentail.journal;

import java.sql.Types;

/**
 * A column of {@code request_log}.
 *
 * @param type of its values, of {@link Types}
 */
record Column(String name, int type) {
  static Column text(String name) {
    return new Column(name, Types.VARCHAR);
  }

  static Column number(String name) {
    return new Column(name, Types.BIGINT);
  }

  static Column integer(String name) {
    return new Column(name, Types.INTEGER);
  }

  static Column flag(String name) {
    return new Column(name, Types.BOOLEAN);
  }

  static Column amount(String name) {
    return new Column(name, Types.NUMERIC);
  }

  static Column time(String name) {
    return new Column(name, Types.TIMESTAMP_WITH_TIMEZONE);
  }
}
