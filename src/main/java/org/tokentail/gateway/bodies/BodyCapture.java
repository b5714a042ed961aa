package org.tokentail.gateway.bodies;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.tokentail.gateway.record.Texts;
import org.tokentail.log.RequestStatus;

/**
 * Takes down what goes by of one call, up to the cap, where it may have to be kept. Thread-safe.
 */
public final class BodyCapture {
  private final BodyStore store;
  private final List<String> secrets;
  private final int max;

  @GuardedBy("this")
  private final ByteArrayOutputStream request = new ByteArrayOutputStream(0);

  @GuardedBy("this")
  private final ByteArrayOutputStream answer = new ByteArrayOutputStream(0);

  @GuardedBy("this")
  private boolean requestCut;

  @GuardedBy("this")
  private boolean answerCut;

  @GuardedBy("this")
  private int reserved;

  @GuardedBy("this")
  private boolean over;

  /**
   * @param max bytes of each text; 0: nothing is taken down
   */
  BodyCapture(BodyStore store, List<String> secrets, int max) {
    this.store = store;
    this.secrets = secrets;
    this.max = max;
  }

  public synchronized void request(byte[] bytes) {
    requestCut |= !take(request, bytes, 0, bytes.length);
  }

  /** More of the answer, without content encoding. */
  public synchronized void answer(byte[] bytes, int offset, int length) {
    answerCut |= !take(answer, bytes, offset, length);
  }

  /** False when something was left out. */
  @GuardedBy("this")
  private boolean take(ByteArrayOutputStream text, byte[] bytes, int offset, int length) {
    int count = over ? 0 : Math.min(length, max - text.size());
    if (count > 0 && store.reserve(count)) {
      reserved += count;
      text.write(bytes, offset, count);
      return count == length;
    }
    return length == 0;
  }

  /** The call has ended: what was taken down is kept, or forgotten. More than once is the same. */
  public synchronized void finished(String id, RequestStatus status) {
    if (over) {
      return;
    }
    over = true;
    if (store.keeps(status)) {
      store.keep(
          new Bodies(
              id,
              Texts.masked(text(request), secrets),
              Texts.masked(text(answer), secrets),
              requestCut,
              answerCut),
          reserved);
    } else {
      store.release(reserved);
    }
    request.reset();
    answer.reset();
  }

  private static String text(ByteArrayOutputStream bytes) {
    // No database takes NUL as text.
    return Texts.text(bytes.toByteArray()).replace('\0', '\uFFFD');
  }
}
