package org.tokentail.load;

import java.net.SocketAddress;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.tokentail.load.StreamConnection.State;

/** The connections of a crowd. For its thread only. */
final class Members {
  // So many wait for their answer at a time: a server's accept queue is finite.
  private static final int OPENING_AT_ONCE = 128;
  private static final long LONGEST_OPENING = TimeUnit.SECONDS.toNanos(30);
  private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);

  private final Queue<StreamConnection> waiting = new ArrayDeque<>();
  private final Set<StreamConnection> opening = new LinkedHashSet<>();
  private final Set<StreamConnection> open = new LinkedHashSet<>();
  private final Map<State, Integer> ended = new EnumMap<>(State.class);
  private long lookedAt = System.nanoTime();

  void waitToOpen(List<StreamConnection> connections) {
    waiting.addAll(connections);
  }

  void openNext(Selector selector, SocketAddress server) {
    while (opening.size() < OPENING_AT_ONCE && !waiting.isEmpty()) {
      StreamConnection next = waiting.remove();
      if (next.state() == State.OPENING) {
        opening.add(next);
        next.connect(selector, server);
      }
    }
  }

  void answered(StreamConnection connection) {
    opening.remove(connection);
    open.add(connection);
  }

  void closed(StreamConnection connection, State how) {
    opening.remove(connection);
    open.remove(connection);
    ended.merge(how, 1, Integer::sum);
  }

  /** Those that nobody answers fail. */
  void endOverdue() {
    if (System.nanoTime() - lookedAt > LOOK_EVERY) {
      lookedAt = System.nanoTime();
      for (StreamConnection connection : List.copyOf(opening)) {
        if (connection.isOlderThan(LONGEST_OPENING)) {
          connection.over("no answer");
        }
      }
    }
  }

  void leaveAll() {
    waiting.clear();
    List.copyOf(opening).forEach(StreamConnection::leave);
    List.copyOf(open).forEach(StreamConnection::leave);
  }

  boolean allAnswered() {
    return waiting.isEmpty() && opening.isEmpty();
  }

  Set<StreamConnection> open() {
    return open;
  }

  int ended(State how) {
    return ended.getOrDefault(how, 0);
  }

  /** Over the open connections that read. */
  LongSummaryStatistics eventsEach() {
    return open.stream()
        .filter(StreamConnection::reads)
        .mapToLong(StreamConnection::events)
        .summaryStatistics();
  }
}
