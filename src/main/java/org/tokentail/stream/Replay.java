package org.tokentail.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.tokentail.journal.LogFilter;
import org.tokentail.log.RequestLog;

/**
 * What a client missed and memory no longer has, read from the journal in small steps as the client
 * takes it: however far it is behind, one step is in memory.
 *
 * <p>Used by the fan-out thread only, except for loading, which happens on the executor between two
 * steps.
 */
final class Replay {
  private static final int STEP = 256;

  private final Replays source;
  private final LogFilter filter;
  private final long from;
  private final Deque<byte[]> frames = new ArrayDeque<>();
  private volatile Step loaded;
  private boolean loading;
  private long seq;

  private record Step(List<RequestLog> logs, long upTo, RuntimeException failure) {}

  Replay(Replays source, LogFilter filter, long seq) {
    this.source = source;
    this.filter = filter;
    this.seq = seq;
    from = seq;
  }

  /** The client has everything up to this change, once it took all frames. */
  long seq() {
    return seq;
  }

  /** The next event; null: none is loaded. */
  byte[] next() {
    takeLoaded();
    return frames.poll();
  }

  /**
   * Whether a step is under way or not yet taken. Only {@link #next} takes one: a step that arrives
   * between the two calls would otherwise count as sent.
   */
  boolean isLoading() {
    return loading;
  }

  /** Has the next step read; the fan-out is woken when it is there. */
  void load() {
    loading = true;
    long after = seq;
    source
        .executor()
        .execute(
            () -> {
              loaded = read(after);
              source.wake().run();
            });
  }

  private Step read(long after) {
    try {
      // Before the records: what is committed in between comes again, live, with a higher seq.
      long head = source.journal().head().seq();
      List<RequestLog> logs = source.journal().since(after, STEP);
      boolean full = logs.size() == STEP;
      long last = logs.isEmpty() ? after : logs.get(logs.size() - 1).seq();
      return new Step(logs, full ? last : Math.max(head, last), null);
    } catch (RuntimeException e) {
      return new Step(List.of(), after, e);
    }
  }

  private void takeLoaded() {
    Step step = loaded;
    if (step == null) {
      return;
    }
    loaded = null;
    loading = false;
    if (step.failure != null) {
      throw step.failure;
    }
    step.logs.forEach(this::encode);
    seq = step.upTo;
  }

  private void encode(RequestLog log) {
    boolean created = log.createdSeq() > from;
    if (filter.matches(log)) {
      frames.add(Frames.change(source.epoch(), log, created));
    } else if (!created) {
      // It may have matched when the client last saw it; removing what is not there hurts nobody.
      frames.add(Frames.removed(source.epoch(), log));
    }
  }
}
