package org.tokentail.stream.output;

import java.io.IOException;

/**
 * The way to one client. Written to by one thread only, which never waits: after {@link #isReady}
 * has said no, it comes back when it is woken.
 */
public interface Outlet {
  /** Whether the next write or flush goes without waiting. To be asked before each. */
  boolean isReady();

  /** Takes whole events; the bytes stay as they are. */
  void write(byte[] bytes, int from, int to) throws IOException;

  void flush() throws IOException;

  /** Whether the client is known to be gone. */
  boolean isBroken();

  /** Ends the stream in good order. May wait for a client that does not read. */
  void close();

  /** Ends the stream at once, whatever the client has not taken yet. */
  void abort();
}
