package org.tokentail.stream;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.tokentail.journal.Lane;
import org.tokentail.log.RequestLog;
import org.tokentail.log.UnavailableException;
import org.tokentail.stream.event.ChangeEvents;
import org.tokentail.stream.event.Event;
import org.tokentail.stream.event.View;

/**
 * What a client missed and memory no longer has, read from the journal in small steps as the client
 * takes it: however far it is behind, one step is in memory.
 *
 * <p>Used by the fan-out thread only, except for loading, which happens on the executor between two
 * steps.
 */
final class Replay {
  private static final int STEP = 256;

  /** A write carries about so much. */
  private static final int CHUNK = 32 * 1024;

  private final Replays source;
  private final View view;
  private final long from;
  private final Deque<Chunk> chunks = new ArrayDeque<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int events;
  private volatile Step loaded;
  private boolean loading;
  private long seq;

  private record Step(List<RequestLog> logs, long upTo, RuntimeException failure) {}

  Replay(Replays source, View view, long seq) {
    this.source = source;
    this.view = view;
    this.seq = seq;
    from = seq;
  }

  /** The client has everything up to this change, once it took all chunks. */
  long seq() {
    return seq;
  }

  /** The next events; null: none are loaded. */
  Chunk next() {
    takeLoaded();
    return chunks.poll();
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
              Step step = read(after);
              loaded = step;
              // After a failure the fan-out comes by in its own time: no round follows the other.
              if (step.failure == null) {
                source.wake().run();
              }
            });
  }

  private Step read(long after) {
    try {
      // Before the records: what is committed in between comes again, live, with a higher seq.
      long head = source.journal().head(Lane.RESUME).seq();
      List<RequestLog> logs = source.journal().since(Lane.RESUME, after, STEP);
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
    if (step.failure instanceof UnavailableException) {
      // The database went away. It is asked again, and the client stays meanwhile.
      return;
    }
    if (step.failure != null) {
      throw step.failure;
    }
    step.logs.forEach(this::encode);
    endChunk();
    seq = step.upTo;
  }

  private void encode(RequestLog log) {
    // Removing what the client never had hurts nobody; what it may have must be removed.
    Event event =
        ChangeEvents.unseen(source.epoch(), log, log.createdSeq() > from).of(view.filter());
    if (event != null && view.takes(event.name())) {
      bytes.writeBytes(event.in(view.format()));
      events++;
    }
    if (bytes.size() >= CHUNK) {
      endChunk();
    }
  }

  private void endChunk() {
    if (events > 0) {
      chunks.add(new Chunk(bytes.toByteArray(), events));
    }
    bytes.reset();
    events = 0;
  }
}
