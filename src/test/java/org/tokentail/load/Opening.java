package org.tokentail.load;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * How connections are opened. Immutable: each method gives a changed copy. Callbacks run on the
 * thread that reads for all connections: they must not block.
 *
 * @param lastEventId sent as the header Last-Event-ID
 * @param receiveBuffer SO_RCVBUF in bytes, 0: the system's own
 * @param reads false: the response's head is read, and nothing after it until {@link
 *     StreamConnection#resume}
 * @param observer gets every event with its contents, which costs the reader much more
 * @param onEnd told when the connection is over, for whatever reason but a close from here
 */
public record Opening(
    Optional<String> lastEventId,
    int receiveBuffer,
    boolean reads,
    Optional<Observer> observer,
    Consumer<StreamConnection> onEnd) {

  /** Gets the events of connections that it observes. */
  public interface Observer {
    /**
     * @param id the last event id of the stream, empty: none so far
     * @param name message when the stream gave none
     */
    void event(StreamConnection connection, String id, String name, String data);
  }

  /** A client that reads what comes, and counts it. */
  public static Opening reading() {
    return new Opening(Optional.empty(), 0, true, Optional.empty(), connection -> {});
  }

  /** A client that never reads. */
  public static Opening stalled() {
    return new Opening(Optional.empty(), 0, false, Optional.empty(), connection -> {});
  }

  public Opening from(String position) {
    return new Opening(Optional.of(position), receiveBuffer, reads, observer, onEnd);
  }

  public Opening receiveBuffer(int bytes) {
    return new Opening(lastEventId, bytes, reads, observer, onEnd);
  }

  public Opening observedBy(Observer all) {
    return new Opening(lastEventId, receiveBuffer, reads, Optional.of(all), onEnd);
  }

  public Opening onEnd(Consumer<StreamConnection> told) {
    return new Opening(lastEventId, receiveBuffer, reads, observer, told);
  }
}
