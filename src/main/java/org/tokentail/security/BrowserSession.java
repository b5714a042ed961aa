package org.tokentail.security;

import java.security.Principal;

/**
 * Somebody who is logged in with a browser.
 *
 * @param id of the session: the digest of its token, which gives no access
 */
public record BrowserSession(String id) implements Principal {
  @Override
  public String getName() {
    return "admin";
  }

  /** Fired when somebody logs out, after the session has ended. */
  public record Ended(BrowserSession session) {}
}
