package org.tokentail.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a client got from its stream, over all of its connections. Thread-safe. */
final class Inbox {
  private final List<SseEvent> changes = new CopyOnWriteArrayList<>();
  private final List<SseEvent> connections = new CopyOnWriteArrayList<>();
  private final List<SseEvent> others = new CopyOnWriteArrayList<>();

  /**
   * @param id null for none
   */
  void add(String id, String name, String data) {
    add(new SseEvent(id, name, data, List.of()));
  }

  void add(SseEvent event) {
    if (event.isChange()) {
      changes.add(event);
    } else if (event.name().equals("connected")) {
      connections.add(event);
    } else if (!event.isTick()) {
      others.add(event);
    }
  }

  /** The positions of the changes, in the order of their arrival. */
  List<Long> seqs() {
    return changes.stream().map(SseEvent::seq).toList();
  }

  /** Id of the last change; null before the first one. */
  String position() {
    return changes.isEmpty() ? null : changes.get(changes.size() - 1).id();
  }

  /** For each connection, whether the server took the client's position. */
  List<Boolean> resumed() {
    return connections.stream().map(event -> event.json().path("resumed").asBoolean()).toList();
  }

  /** What is neither a change nor sent because time passed: resets, farewells. */
  List<SseEvent> others() {
    return others;
  }
}
