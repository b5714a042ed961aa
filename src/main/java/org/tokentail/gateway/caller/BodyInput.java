package org.tokentail.gateway.caller;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads the body of a request without blocking, and knows where it ends: with a length that was
 * announced when so many bytes have been read, otherwise where reading finds nothing more.
 *
 * <p>The container's own word is not enough. Grizzly says {@code isFinished} and {@code
 * onAllDataRead} as soon as everything is in its buffer, whether or not it has been read: it means
 * that nothing more will come.
 *
 * <p>Reading is for one thread at a time; what the container tells may come on another one.
 */
final class BodyInput {
  private static final int PIECE = 16 * 1024;
  private static final String CODING = "transfer-encoding";

  /** How far it is. */
  enum State {
    COMING,
    WHOLE,

    /** Its end came before the length that was announced. */
    SHORT,

    /** It came over HTTP/2 without a length: the server does not tell a cut from the end. */
    UNSIZED,

    /** It broke off: the connection, or its coding. */
    BROKEN
  }

  private final ServletInputStream input;
  private final long length;
  private final boolean endIsKnown;
  private long received;
  private volatile boolean ready;

  /** Nothing more will come; some of it may wait in the container's buffer. */
  private volatile boolean arrived;

  private volatile State state = State.COMING;

  /**
   * @param length negative: unknown
   * @param endIsKnown whether the server tells a body that was cut from one that has ended
   */
  BodyInput(ServletInputStream input, long length, boolean endIsKnown) {
    this.input = input;
    this.length = length;
    this.endIsKnown = endIsKnown;
  }

  static BodyInput of(HttpServletRequest request) throws IOException {
    // Chunks say themselves where they end (RFC 9112, section 6.3).
    boolean chunked = request.getHeader(CODING) != null;
    long length = chunked ? -1 : request.getContentLengthLong();
    // Over HTTP/2 a stream that is reset ends like one that is over (seen on Payara 6).
    boolean endIsKnown = length >= 0 || request.getProtocol().startsWith("HTTP/1");
    return new BodyInput(request.getInputStream(), length, endIsKnown);
  }

  /** Whether the request has no body, as its head says. */
  static boolean isNone(HttpServletRequest request) {
    if (request.getHeader(CODING) != null) {
      return false;
    }
    long length = request.getContentLengthLong();
    // HTTP/2 needs neither header: the end of its stream says it.
    return length == 0 || (length < 0 && request.getProtocol().startsWith("HTTP/1"));
  }

  ServletInputStream stream() {
    return input;
  }

  /** Bytes of the whole; negative when the caller did not say. */
  long length() {
    return length;
  }

  State state() {
    return state;
  }

  /** The container has something to read. */
  void offered() {
    ready = true;
  }

  /** The container has everything that will come. */
  void arrived() {
    arrived = true;
    ready = true;
  }

  /** It will never be whole. */
  void broke() {
    if (state == State.COMING) {
      state = State.BROKEN;
    }
  }

  /** Whether there is something to read. */
  boolean isReady() throws IOException {
    if (arrived) {
      lookForEnd();
    }
    // Once the container said no, it must not be asked again before it calls back.
    if (state != State.COMING || !ready) {
      return false;
    }
    // Before asking: it may call back before the answer is here.
    ready = false;
    if (input.isReady()) {
      ready = true;
    }
    return ready;
  }

  /** The next piece; null when there was nothing. To be called when it is ready. */
  byte[] read() throws IOException {
    byte[] piece = new byte[pieceLength()];
    int count = input.read(piece);
    if (count < 0) {
      ends();
      return null;
    }
    received += count;
    if (received == length) {
      state = State.WHOLE;
    } else if (input.isFinished()) {
      lookForEnd();
    }
    if (!endIsKnown) {
      // Taken all the same, and thrown away: its sender hears nothing before it has sent all of it.
      return null;
    }
    return count == 0 ? null : count == piece.length ? piece : Arrays.copyOf(piece, count);
  }

  /** Most bodies are shorter than a piece, and say how long they are. */
  int pieceLength() {
    long rest = length - received;
    return rest > 0 ? (int) Math.min(PIECE, rest) : PIECE;
  }

  /** Nothing more will come: it ends when nothing is left of what came. */
  private void lookForEnd() throws IOException {
    if (state == State.COMING && input.available() <= 0) {
      ends();
    }
  }

  private void ends() {
    if (!endIsKnown && received > 0) {
      state = State.UNSIZED;
    } else {
      state = length < 0 || received == length ? State.WHOLE : State.SHORT;
    }
  }
}
