package org.tokentail.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.tokentail.log.UnavailableException;

/**
 * How many bytes of bodies are read and parsed at once: a thirty-second of the heap, and 16 MiB at
 * least, since a body takes many times its size while it is parsed. Thread-safe.
 */
@ApplicationScoped
public class BodyBudget {
  private static final int KIB = 1_024;
  private static final long MIN_KIB = 16 * KIB;
  private static final int HEAP_SHARE = 32;

  private final Semaphore kibibytes =
      new Semaphore(
          Math.toIntExact(Math.max(MIN_KIB, Runtime.getRuntime().maxMemory() / HEAP_SHARE / KIB)));

  /** Work on a body. */
  @FunctionalInterface
  public interface Work<T> {
    T get() throws IOException;
  }

  /**
   * Does the work when there is room for this request's body.
   *
   * @throws UnavailableException when there is none
   */
  public <T> T within(HttpServletRequest request, Work<T> work) throws IOException {
    int size = kibibytes(request.getContentLengthLong());
    if (!kibibytes.tryAcquire(size)) {
      throw new UnavailableException(
          "Too much at once", "Too many large calls are being read. Retry this one.", 1, null);
    }
    try {
      return work.get();
    } finally {
      kibibytes.release(size);
    }
  }

  /** A body of unknown or excessive length counts as the largest that is read. */
  private static int kibibytes(long length) {
    long bytes = length < 0 ? RecordsReader.MAX_BYTES : Math.min(length, RecordsReader.MAX_BYTES);
    return 1 + Math.toIntExact(bytes / KIB);
  }
}
