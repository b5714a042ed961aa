package org.tokentail.stream.event;

import java.time.Instant;
import org.tokentail.journal.Journal;
import org.tokentail.journal.LogFilter;
import org.tokentail.log.Cursor;
import org.tokentail.log.Json;
import org.tokentail.log.LogsChanged.Change;
import org.tokentail.log.RequestLog;

/**
 * A committed change and what there is to tell of it. Its events are encoded with the first client
 * that needs them. Not thread-safe.
 */
public final class ChangeEvents {
  private record Removed(String id) {}

  private record Before(Instant before) {}

  private final String epoch;
  private final RequestLog before;
  private final RequestLog after;
  private final boolean created;

  /** Clients may have seen the record as it was, which nobody knows. */
  private final boolean unseen;

  private Event full;
  private Event removed;

  private ChangeEvents(
      String epoch, RequestLog before, RequestLog after, boolean created, boolean unseen) {
    this.epoch = epoch;
    this.before = before;
    this.after = after;
    this.created = created;
    this.unseen = unseen;
  }

  public static ChangeEvents of(String epoch, Change change) {
    return new ChangeEvents(epoch, change.before(), change.after(), change.before() == null, false);
  }

  /**
   * A change that was not told of when it was committed: only the state after it is known.
   *
   * @param created whether its client has not seen the record before
   */
  public static ChangeEvents unseen(String epoch, RequestLog log, boolean created) {
    return new ChangeEvents(epoch, null, log, created, !created);
  }

  /**
   * Records were deleted.
   *
   * @param at where the client stands
   */
  public static Event cleared(Journal.Cleared what, Cursor at) {
    return Event.wrapped(EventName.CLEARED, at, Json.bytes(new Before(what.before())), what.at());
  }

  public long seq() {
    return after.seq();
  }

  /** What a client with that filter is told; null: nothing. */
  public Event of(LogFilter filter) {
    if (filter.matches(after)) {
      return full();
    }
    return unseen || (before != null && filter.matches(before)) ? removed() : null;
  }

  private Event full() {
    if (full == null) {
      full = event(created ? EventName.CREATED : EventName.UPDATED, after);
    }
    return full;
  }

  private Event removed() {
    if (removed == null) {
      removed = event(EventName.REMOVED, new Removed(after.id()));
    }
    return removed;
  }

  private Event event(EventName name, Object data) {
    return Event.wrapped(name, new Cursor(epoch, after.seq()), Json.bytes(data), after.changedAt());
  }
}
