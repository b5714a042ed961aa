package org.tokentail.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.tokentail.rollup.Rollups;

/**
 * The index of texts, where the database has one (PostgreSQL with pg_trgm). Only what differs from
 * record to record is in it: model, provider, channel and client are few, and have indexes of their
 * own. So are the records that are pending, which are looked through: their texts would be written
 * to the index twice. Immutable.
 */
final class TextIndex {
  static final TextIndex NONE = new TextIndex(false, false);

  private static final System.Logger LOG = System.getLogger(TextIndex.class.getName());

  /** Shorter texts have no group of three letters to look for. */
  private static final int MIN_LENGTH = 3;

  /** What matches more names than this is common, and found among the newest records. */
  private static final int MAX_NAMES = 200;

  private static final String INDEXED = "status <> 'pending'";

  private static final List<String> TEXTS =
      Stream.of("id", "session_id", "error")
          .map(column -> column + " ilike :q escape '!'")
          .toList();

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

  /**
   * KiB. New texts go to a list, and into the index when that is full: whoever writes a record just
   * then does it for thousands of others. So the list is long, and emptied before it is full.
   */
  private static final String LIST = "gin_pending_list_limit = 32768";

  private final boolean exists;

  /** Whether we may do to it what its owner may. */
  private final boolean owned;

  private TextIndex(boolean exists, boolean owned) {
    this.exists = exists;
    this.owned = owned;
  }

  /** Finds the index, or makes it if the database lets us. */
  static TextIndex ensure(Database database) {
    if (database.dialect() != Dialect.POSTGRES) {
      return NONE;
    }
    try {
      return database.inTransaction(Lane.UPKEEP, TextIndex::ensure);
    } catch (JdbiException e) {
      LOG.log(
          System.Logger.Level.INFO,
          "There is no index of texts, so q searches step by step: {0}",
          e.getMessage());
      return NONE;
    }
  }

  private static TextIndex ensure(Handle handle) {
    // A large table takes minutes.
    Fence.widen(handle, Dialect.POSTGRES);
    handle.execute("create extension if not exists pg_trgm");
    handle.execute(
        """
        create index if not exists request_log_text on request_log
        using gin (id gin_trgm_ops, session_id gin_trgm_ops, error gin_trgm_ops) with (%s)
        where %s
        """
            .formatted(LIST, INDEXED));
    boolean owned = is(handle, "pg_has_role(relowner, 'usage')");
    if (owned && is(handle, "reloptions is null")) {
      // Made by a version that left the list to itself. It waits for whoever uses the index.
      // Pending
      // records are in that one too, which is slower and no less right.
      handle.execute("alter index request_log_text set (" + LIST + ")");
    }
    return new TextIndex(true, owned);
  }

  private static boolean is(Handle handle, String condition) {
    return handle
        .select(
            "select %s from pg_class where oid = 'request_log_text'::regclass".formatted(condition))
        .mapTo(Boolean.class)
        .one();
  }

  /** Whether it may be looked after from here. */
  boolean isOurs() {
    return owned;
  }

  /** Takes the texts of the list into the index; how many pages there were. Holds up no writer. */
  static long takeIn(Handle handle) {
    return handle
        .select("select gin_clean_pending_list('request_log_text')")
        .mapTo(Long.class)
        .one();
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
    List<String> alternatives = new ArrayList<>();
    TEXTS.forEach(text -> alternatives.add("(%s and %s)".formatted(INDEXED, text)));
    alternatives.add("(status = 'pending' and (%s))".formatted(String.join(" or ", TEXTS)));
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
