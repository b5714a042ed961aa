package org.tokentail.gateway;

/** Which answers another channel may do better. */
final class Refusals {
  static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private Refusals() {}

  static boolean isRefusal(int status) {
    return status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
  }
}
