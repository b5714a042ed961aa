package org.tokentail.soak;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.tokentail.load.Opening;
import org.tokentail.load.StreamConnection;
import org.tokentail.load.StreamCrowd;

/** A client that comes back each time from where it was, and checks what it gets. */
final class ReturningClient {
  private static final String ID = "\"id\":\"" + Writers.PREFIX;
  private static final String REV = "\"rev\":";
  private static final int MAX_FAULTS = 5;

  private final String name;
  private final boolean everyState;
  private final Consumer<ReturningClient> onEnd;
  private final Numbers revs = new Numbers();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private volatile String position;
  private volatile StreamConnection connection;

  /**
   * @param position where it begins
   * @param everyState whether it must get every change; otherwise changes that were overtaken while
   *     it was away may be left out
   * @param onEnd told when its connection has ended, and not by it; must not block
   */
  ReturningClient(
      String name, String position, boolean everyState, Consumer<ReturningClient> onEnd) {
    this.name = name;
    this.position = position;
    this.everyState = everyState;
    this.onEnd = onEnd;
  }

  /** Comes back, or comes for the first time. */
  void open(StreamCrowd crowd) {
    Opening opening =
        Opening.reading()
            .from(position)
            .observedBy(this::event)
            .onEnd(connection -> onEnd.accept(this));
    connection = crowd.open(1, opening).get(0);
  }

  boolean isOpen() {
    return connection.state() == StreamConnection.State.OPEN;
  }

  /**
   * Goes; its position is final when this returns.
   *
   * @return false when the server has ended the connection before
   */
  boolean leave(boolean abruptly) {
    if (abruptly) {
      connection.reset();
    } else {
      connection.leave();
    }
    // Answered by the thread that reads, after it has closed the connection.
    connection.lastEventId();
    return connection.state() == StreamConnection.State.LEFT;
  }

  /** Highest rev that it got of each record. */
  Numbers revs() {
    return revs;
  }

  /** Seq of the last change that it got. */
  long seq() {
    return seq(position);
  }

  /** What it should not have got, the first few. */
  List<String> faults() {
    return faults;
  }

  private void event(StreamConnection from, String id, String event, String data) {
    switch (event) {
      case "log:created", "log:updated" -> change(id, data);
      case "log:removed", "log:cleared", "log:reset" -> fault("got " + event + " " + data);
      default -> {
        // connected, heartbeat, log:stats, log:bye say nothing of the feed
      }
    }
  }

  private void change(String id, String data) {
    long before = seq();
    long seq = seq(id);
    if (everyState ? seq != before + 1 : seq <= before) {
      fault("got " + id + " after " + position);
    }
    position = id;
    int index = data.indexOf(ID) + ID.length();
    revs.raise(number(data, index), number(data, data.indexOf(REV, index) + REV.length()));
  }

  private void fault(String words) {
    if (faults.size() < MAX_FAULTS) {
      faults.add(name + " " + words);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static int number(String text, int from) {
    int number = 0;
    for (int i = from; Character.isDigit(text.charAt(i)); i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }

  static long seq(String position) {
    return Long.parseLong(position, position.indexOf('-') + 1, position.length(), 10);
  }
}
