package org.tokentail.security;

import java.util.Locale;

/**
 * What a request shows of itself: the first that is there (docs/PROTOCOL.md, "Access").
 *
 * @param key to be the access key; null: none is shown
 * @param session token of a browser session; null: none is shown
 */
public record Credentials(String key, String session) {
  private static final String BEARER = "bearer ";
  private static final Credentials NONE = new Credentials(null, null);

  /**
   * @param header value of x-api-key
   * @param authorization value of Authorization; another scheme than Bearer shows nothing
   * @param session value of the session cookie
   * @param parameter {@code ?key=}, where it is allowed
   */
  public static Credentials of(
      String header, String authorization, String session, String parameter) {
    if (header != null) {
      return new Credentials(header, null);
    }
    if (authorization != null) {
      return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
          ? new Credentials(authorization.substring(BEARER.length()).strip(), null)
          : NONE;
    }
    return session != null ? new Credentials(null, session) : new Credentials(parameter, null);
  }

  /** Leaves them out. */
  @Override
  public String toString() {
    return "Credentials[]";
  }
}
