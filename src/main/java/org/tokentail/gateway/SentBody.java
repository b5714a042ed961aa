package org.tokentail.gateway;

import java.time.Duration;
import org.tokentail.gateway.caller.CallerBody;
import org.tokentail.gateway.caller.KeptBodies;

/**
 * The body of a caller's request on its way to a provider: kept for as long as it may have to be
 * sent again, or passed on in pieces. Thread-safe.
 */
final class SentBody {
  private final KeptBodies.Share share;
  private volatile byte[] whole;
  private volatile CallerBody pieces;

  /** Null: there is none. */
  private volatile CallerBody upload;

  SentBody(KeptBodies.Share share) {
    this.share = share;
  }

  /** It is on its way. */
  void comes(CallerBody begun) {
    upload = begun;
  }

  void isWhole(byte[] bytes) {
    whole = bytes;
  }

  void comesInPieces(CallerBody streamed) {
    pieces = streamed;
  }

  /** Null while it is not here, where it comes in pieces, and once it was released. */
  byte[] whole() {
    return whole;
  }

  /** Null where it does not come in pieces. */
  CallerBody pieces() {
    return pieces;
  }

  /** Whether it could be sent once more: what went by in pieces is gone. */
  boolean isRepeatable() {
    return pieces == null;
  }

  /** Whether the caller owes some of it. */
  boolean isIncomplete() {
    CallerBody sent = upload;
    return sent != null && !sent.isWhole();
  }

  /** It will not be sent again. More than once is the same. */
  void release() {
    whole = null;
    share.release();
  }

  /** Whether the caller owes the rest of it, and has sent nothing for longer than that. */
  boolean hasStalled(long nowNanos, Duration limit) {
    CallerBody sent = upload;
    return sent != null && sent.isAwaited() && Attempt.isOlder(sent.movedNanos(), nowNanos, limit);
  }
}
