package org.tokentail.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.tokentail.rollup.Rollups;

/**
 * The index of texts, where the database has one (PostgreSQL with pg_trgm). Only what differs from
 * record to record is in it: model, provider, channel and client are few, and have indexes of their
 * own. Immutable.
 */
final class TextIndex {
  static final TextIndex NONE = new TextIndex(false);

  private static final System.Logger LOG = System.getLogger(TextIndex.class.getName());

  /** Shorter texts have no group of three letters to look for. */
  private static final int MIN_LENGTH = 3;

  /** What matches more names than this is common, and found among the newest records. */
  private static final int MAX_NAMES = 200;

  private static final String TEXTS =
      "id ilike :q escape '!' or session_id ilike :q escape '!' or error ilike :q escape '!'";

  private static final List<String> NAMED =
      List.of("model", "provider_name", "channel_id", "channel_name", "client_id");

  private static final String NAMES =
      """
      select name from (
        select model as name from rollup_key union select provider from rollup_key
        union select channel_id from rollup_key union select channel_name from rollup_key
        union select client from rollup_key) names
      where name <> '' and name ilike :q escape '!' limit :max
      """;

  private final boolean exists;

  private TextIndex(boolean exists) {
    this.exists = exists;
  }

  /** Finds the index, or makes it if the database lets us. */
  static TextIndex ensure(Database database) {
    if (database.dialect() != Dialect.POSTGRES) {
      return NONE;
    }
    try {
      database.inTransaction(
          handle -> {
            handle.execute("create extension if not exists pg_trgm");
            return handle.execute(
                """
                create index if not exists request_log_text on request_log
                using gin (id gin_trgm_ops, session_id gin_trgm_ops, error gin_trgm_ops)
                """);
          });
      return new TextIndex(true);
    } catch (JdbiException e) {
      LOG.log(
          System.Logger.Level.INFO,
          "There is no index of texts, so q searches step by step: {0}",
          e.getMessage());
      return NONE;
    }
  }

  /** The same as the filter, in a form that the index serves; empty: there is none. */
  Optional<SqlCondition> condition(Handle handle, LogFilter filter) {
    if (!exists || filter.q().length() < MIN_LENGTH) {
      return Optional.empty();
    }
    if (handle.select("select rollup_keys from journal").mapTo(Integer.class).one()
        >= Rollups.ALL_APART) {
      // Some names may be missing among the keys.
      return Optional.empty();
    }
    List<String> names =
        handle
            .createQuery(NAMES)
            .bind("q", filter.pattern())
            .bind("max", MAX_NAMES + 1)
            .mapTo(String.class)
            .list();
    if (names.size() > MAX_NAMES) {
      return Optional.empty();
    }
    SqlCondition condition = filter.withoutText().sql();
    List<String> alternatives = new ArrayList<>(List.of(TEXTS));
    if (!names.isEmpty()) {
      List<String> parameters = new ArrayList<>();
      for (String name : names) {
        String parameter = "name" + parameters.size();
        parameters.add(":" + parameter);
        condition.bind(parameter, name);
      }
      String list = " in (" + String.join(", ", parameters) + ")";
      NAMED.forEach(column -> alternatives.add(column + list));
    }
    return Optional.of(
        condition.and("(" + String.join(" or ", alternatives) + ")", "q", filter.pattern()));
  }
}
