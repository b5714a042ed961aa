package org.tokentail.load;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How the bytes of a message reach the socket. Pauses are a part of it: they wait for nothing. */
public enum Delivery {
  /** Head and body in one write, so that the other side mostly reads them together. */
  ONE_WRITE {
    @Override
    void send(OutputStream out, byte[] head, byte[] body, Random random) throws IOException {
      out.write(joined(head, body));
    }
  },

  /** The body a moment after its head. */
  HEAD_FIRST {
    @Override
    void send(OutputStream out, byte[] head, byte[] body, Random random) throws IOException {
      out.write(head);
      pause(LONGEST_PAUSE_MS);
      out.write(body);
    }
  },

  /** Cut anywhere, with a moment between the pieces. */
  ODD_PIECES {
    @Override
    void send(OutputStream out, byte[] head, byte[] body, Random random) throws IOException {
      byte[] all = joined(head, body);
      int from = 0;
      for (int cut : random.ints(MOST_PIECES - 1, 0, all.length + 1).sorted().toArray()) {
        out.write(all, from, cut - from);
        from = cut;
        pause(random.nextInt(LONGEST_PAUSE_MS));
      }
      out.write(all, from, all.length - from);
    }
  };

  private static final int MOST_PIECES = 8;
  private static final int LONGEST_PAUSE_MS = 3;

  /** Writes all of it. */
  abstract void send(OutputStream out, byte[] head, byte[] body, Random random) throws IOException;

  private static byte[] joined(byte[] head, byte[] body) {
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
