package org.tokentail.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.tokentail.log.UnavailableException;
import org.tokentail.security.Refusals.Reason;

/**
 * How many logins are looked at at once: everybody may try one, and each takes the database. Their
 * bodies have been read by then: who sends one slowly takes no place. Thread-safe.
 */
@ApplicationScoped
public class Logins {
  static final int MAX = 8;

  private final Semaphore places = new Semaphore(MAX);
  private final Refusals refusals;

  /** For the container's proxy only. */
  protected Logins() {
    this(null);
  }

  @Inject
  public Logins(Refusals refusals) {
    this.refusals = refusals;
  }

  /** A login. */
  @FunctionalInterface
  interface Login<T> {
    T get() throws IOException;
  }

  /**
   * Looks at one.
   *
   * @throws UnavailableException when there are too many
   */
  <T> T one(Login<T> login) throws IOException {
    if (!places.tryAcquire()) {
      refusals.count(Reason.LOGINS_BUSY);
      throw new UnavailableException(
          "Too many logins at once", "At most %d at a time. Retry.".formatted(MAX), 1, null);
    }
    try {
      return login.get();
    } finally {
      places.release();
    }
  }
}
