package org.tokentail.journal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tokentail.log.RequestLog;

/**
 * One page of records, newest first.
 *
 * @param before the page begins after this record; empty: with the newest
 * @param from initial time from, inclusive; null: any
 * @param to initial time to, exclusive; null: any
 * @param limit records at most, from 1
 */
public record PageRequest(
    LogFilter filter, Optional<Key> before, Instant from, Instant to, int limit) {

  /** Whether a record is on this page or on one that follows. */
  boolean holds(RequestLog log) {
    Key key = Key.of(log);
    return filter.matches(log)
        && (from == null || !key.initialTime.isBefore(from))
        && (to == null || key.initialTime.isBefore(to))
        && before.filter(first -> key.compareTo(first) >= 0).isEmpty();
  }

  /**
   * Position of a record in the order of pages, of which the last comes first. On the wire an
   * opaque text.
   */
  public record Key(Instant initialTime, String id) implements Comparable<Key> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,15})/([!-~]{1,128})");

    public static Key of(RequestLog log) {
      return new Key(log.state().timing().initialTime(), log.id());
    }

    @Override
    public int compareTo(Key other) {
      int byTime = initialTime.compareTo(other.initialTime);
      return byTime == 0 ? id.compareTo(other.id) : byTime;
    }

    /** Empty when the text is not one that {@link #toString} made. */
    public static Optional<Key> parse(String text) {
      try {
        byte[] decoded = Base64.getUrlDecoder().decode(text);
        Matcher matcher = TEXT.matcher(new String(decoded, StandardCharsets.UTF_8));
        return matcher.matches()
            ? Optional.of(
                new Key(Instant.ofEpochMilli(Long.parseLong(matcher.group(1))), matcher.group(2)))
            : Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((initialTime.toEpochMilli() + "/" + id).getBytes(StandardCharsets.UTF_8));
    }
  }
}
