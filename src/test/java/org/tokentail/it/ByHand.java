package org.tokentail.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Reconnects for a client that leaves it to its caller: as soon as a connection is over, the next
 * one asks for what follows the last event.
 */
final class ByHand implements AutoCloseable {
  /** Bounded: a server that is down for long fails the test elsewhere. */
  private static final int MAX_CONNECTIONS = 100;

  /** Opens the stream after a position; null: with the next change. */
  interface Opening {
    InputStream open(String position) throws IOException;
  }

  private final Inbox inbox;
  private final Opening opening;
  private volatile boolean over;
  private volatile InputStream stream = InputStream.nullInputStream();

  ByHand(Inbox inbox, Opening opening) {
    this.inbox = inbox;
    this.opening = opening;
    Thread thread = new Thread(this::readOn, "by-hand");
    thread.setDaemon(true);
    thread.start();
  }

  private void readOn() {
    for (int i = 0; i < MAX_CONNECTIONS && !over; i++) {
      try (InputStream opened = opening.open(inbox.position())) {
        stream = opened;
        new SseParser(inbox::add).read(opened);
      } catch (IOException | UncheckedIOException e) {
        // The connection was cut: what was read until then counts.
      }
    }
  }

  @Override
  public void close() throws IOException {
    over = true;
    stream.close();
  }
}
