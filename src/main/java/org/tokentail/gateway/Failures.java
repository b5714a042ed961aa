package org.tokentail.gateway;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import org.tokentail.gateway.channel.Channel;
import org.tokentail.log.RequestStatus;

/** What to say when a provider gave no answer. */
final class Failures {
  static final int BAD_REQUEST = 400;
  static final int BAD_GATEWAY = 502;
  static final int GATEWAY_TIMEOUT = 504;

  static final String NOT_ALLOWED = "The call cannot be sent: its method or URL is not allowed.";

  private Failures() {}

  /**
   * @param callerStatus the HTTP status for the caller
   */
  record Words(RequestStatus status, int callerStatus, String reason) {}

  static Words of(Throwable failure, Channel channel) {
    Throwable cause = unwrapped(failure);
    String host = channel.base().getAuthority();
    if (cause instanceof HttpConnectTimeoutException) {
      return new Words(
          RequestStatus.TIMEOUT,
          GATEWAY_TIMEOUT,
          "No connection to %s within %d s."
              .formatted(host, channel.timeouts().connect().toSeconds()));
    }
    if (isAny(failure, UnresolvedAddressException.class)
        || isAny(failure, UnknownHostException.class)) {
      return error("The name of %s cannot be resolved.".formatted(host));
    }
    if (isAny(failure, SSLException.class)) {
      return error("TLS with %s failed: %s.".formatted(host, cause(failure)));
    }
    if (cause instanceof ConnectException) {
      return error("%s cannot be reached: %s.".formatted(host, cause(failure)));
    }
    return error("%s gave no answer: %s.".formatted(host, cause(failure)));
  }

  private static Words error(String reason) {
    return new Words(RequestStatus.ERROR, BAD_GATEWAY, reason);
  }

  /** The message of the first cause that has one, in one line. */
  static String cause(Throwable failure) {
    String words = null;
    for (Throwable cause = unwrapped(failure); cause != null; cause = cause.getCause()) {
      words = cause.getMessage() != null ? cause.getMessage() : words;
    }
    String line = words == null ? unwrapped(failure).getClass().getSimpleName() : words;
    return line.split("\\R", 2)[0].replaceFirst("\\.$", "");
  }

  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static boolean isAny(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
