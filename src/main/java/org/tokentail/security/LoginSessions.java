package org.tokentail.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tokentail.journal.Database;
import org.tokentail.journal.Journal;

/**
 * Browsers that are logged in. Kept in the database, so that a restart logs nobody out.
 * Thread-safe.
 */
@ApplicationScoped
public class LoginSessions {
  static final Duration LIFETIME = Duration.ofDays(30);
  private static final int BYTES = 24;
  private static final Pattern TOKEN = Pattern.compile("[\\w-]{32}");

  @Inject private Database database;
  @Inject private Clock clock;
  @Inject private Event<BrowserSession.Ended> ended;

  /** Opens a session and returns its token, of which only a digest is kept. */
  public String open() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    database.inTransaction(
        handle -> {
          handle.execute(
              "delete from login_session where expires_at < ?", Journal.sqlTime(clock.instant()));
          return handle.execute(
              "insert into login_session (token_sha256, expires_at) values (?, ?)",
              digest(token),
              Journal.sqlTime(clock.instant().plus(LIFETIME)));
        });
    return token;
  }

  /** The session of this token; empty when there is none, or no longer. */
  public Optional<BrowserSession> find(String token) {
    if (!TOKEN.matcher(token).matches()) {
      // Not one of ours, so the database need not be asked.
      return Optional.empty();
    }
    return database.withHandle(
        handle ->
            handle
                .select(
                    "select token_sha256 from login_session where token_sha256 = ? and expires_at > ?",
                    digest(token),
                    Journal.sqlTime(clock.instant()))
                .mapTo(String.class)
                .findOne()
                .map(BrowserSession::new));
  }

  /** Ends the session of this token, if there is one, and what it had opened. */
  public void end(String token) {
    BrowserSession session = new BrowserSession(digest(token));
    database.withHandle(
        handle -> handle.execute("delete from login_session where token_sha256 = ?", session.id()));
    ended.fire(new BrowserSession.Ended(session));
  }

  private static String digest(String token) {
    return HexFormat.of().formatHex(Digests.sha256(token));
  }
}
