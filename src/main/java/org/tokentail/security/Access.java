package org.tokentail.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.security.Principal;
import java.time.Duration;
import java.util.Optional;
import org.tokentail.config.Settings;
import org.tokentail.security.Refusals.Reason;

/** Who may call. A right key is always right, however many wrong ones came before it. */
@ApplicationScoped
public class Access {
  /** What is said to whoever has shown too many wrong keys. */
  public static final String TOO_MANY =
      "Too many wrong keys came from here, or in all. Wait as long as Retry-After says; the right key opens at any time.";

  public static final String COOKIE = "tokentail_session";
  static final Principal KEY_HOLDER = () -> "admin";
  private static final String CHALLENGE = "Bearer realm=\"tokentail\"";

  @Inject private AccessKey key;
  @Inject private LoginSessions sessions;
  @Inject private WrongKeys wrongKeys;
  @Inject private Refusals refusals;
  @Inject private Settings settings;

  /**
   * Whether everybody may call this.
   *
   * @param path below {@code api/}
   */
  public static boolean isOpen(String method, String path) {
    return path.equals("health")
        || path.startsWith("health/")
        || (path.equals("session") && method.equals("POST"));
  }

  /**
   * Who this is.
   *
   * @throws WebApplicationException with 401, or 429 after too many wrong keys
   */
  public Principal admit(Credentials shown, HttpServletRequest request) {
    if (shown.key() != null) {
      requireKey(
          shown.key(),
          request,
          "This is not the access key of this server. It is the one in TOKENTAIL_KEY, or in the file access-key of the data directory.");
      return KEY_HOLDER;
    }
    return session(shown)
        .orElseThrow(
            () ->
                new NotAuthorizedException(
                    "Send the access key as the header x-api-key, or as Authorization: Bearer, or log in with POST api/session.",
                    CHALLENGE));
  }

  private Optional<Principal> session(Credentials shown) {
    if (shown.session() == null) {
      return Optional.empty();
    }
    Optional<Principal> found = sessions.find(shown.session()).map(session -> session);
    if (found.isEmpty()) {
      refusals.count(Reason.UNKNOWN_SESSION);
    }
    return found;
  }

  /**
   * Returns when it is the key.
   *
   * @param refusal what is said when it is not
   * @throws WebApplicationException with 401, or 429 after too many wrong keys
   */
  void requireKey(String candidate, HttpServletRequest request, String refusal) {
    if (key.matches(candidate)) {
      return;
    }
    Optional<Duration> pause = pauseAfterWrongKey(request);
    if (pause.isPresent()) {
      throw new ClientErrorException(
          TOO_MANY,
          Response.status(Response.Status.TOO_MANY_REQUESTS)
              .header(HttpHeaders.RETRY_AFTER, seconds(pause.get()))
              .build());
    }
    throw new NotAuthorizedException(refusal, CHALLENGE);
  }

  /**
   * Counts a wrong key.
   *
   * @return how long to wait, to be answered with 429; empty: 401
   */
  public Optional<Duration> pauseAfterWrongKey(HttpServletRequest request) {
    return wrongKeys.count(ClientAddress.of(request, settings.access().trustedProxies()));
  }

  /** In whole seconds, 1 at least, for Retry-After. */
  public static long seconds(Duration pause) {
    return Math.max(1, pause.plusMillis(999).toSeconds());
  }
}
