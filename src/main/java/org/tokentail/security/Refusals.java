package org.tokentail.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often callers were refused for what they did, since the start. An everyday event is counted
 * here, and not told in the log. Thread-safe.
 */
@ApplicationScoped
public class Refusals {
  /** Why. */
  public enum Reason {
    /** A wrong key, answered 401. */
    WRONG_KEY,
    /** A wrong key, answered 429 without saying that it is one. */
    THROTTLED_KEY,
    /** A session cookie that belongs to no session, or to one that is over. */
    UNKNOWN_SESSION,
    /** A login beyond those that are looked at already. */
    LOGINS_BUSY,
    /** A body that is larger than its path takes. */
    LARGE_BODY,
    /** A body that did not come in time. */
    SLOW_BODY,
    /** A body whose sender left in the middle of it. */
    BROKEN_BODY,
    /** A body for which there was no room. */
    NO_ROOM,
    /** A connection with one more request, whose answers before it were not read. */
    UNREAD_ANSWERS,
    /** An answer that was taken too slowly, and broken off. */
    SLOW_READER;

    /** As it is called in answers: {@code wrongKey}. */
    String wire() {
      String[] words = name().split("_", 2);
      String first = words[0].toLowerCase(Locale.ROOT);
      return words.length == 1
          ? first
          : first + words[1].charAt(0) + words[1].substring(1).toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);

  public Refusals() {
    for (Reason reason : Reason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  public void count(Reason reason) {
    counts.get(reason).increment();
  }

  public long of(Reason reason) {
    return counts.get(reason).sum();
  }

  /** All of them by their names. */
  Map<String, Long> view() {
    Map<String, Long> view = new LinkedHashMap<>();
    counts.forEach((reason, count) -> view.put(reason.wire(), count.sum()));
    return view;
  }
}
