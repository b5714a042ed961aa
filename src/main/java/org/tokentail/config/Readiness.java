package org.tokentail.config;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Whether the application is up: not before its database has answered once. Until then nobody
 * touches what stands on the database; a database that goes away later is everybody's own matter.
 * Thread-safe.
 */
@ApplicationScoped
public class Readiness {
  private volatile String obstacle = "Tokentail is starting.";

  public boolean isReady() {
    return obstacle == null;
  }

  /** What the start waits for, for everybody to read: without names of hosts. Empty when ready. */
  public Optional<String> obstacle() {
    return Optional.ofNullable(obstacle);
  }

  /** The start waits for this. */
  public void waitsFor(String what) {
    obstacle = what;
  }

  public void reached() {
    obstacle = null;
  }
}
