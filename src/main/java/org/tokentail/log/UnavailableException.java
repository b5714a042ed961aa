package org.tokentail.log;

/**
 * Not now: the same call may succeed after the stated time. Nothing was kept, unless the database
 * was lost in the middle of a commit; a call that names its ids may be repeated either way.
 */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String title;
  private final int retryAfterSeconds;

  /**
   * @param message what stands in the way and what to do
   * @param retryAfterSeconds from 1
   * @param cause null when there is none
   */
  public UnavailableException(
      String title, String message, int retryAfterSeconds, Throwable cause) {
    super(message, cause);
    this.title = title;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  public String title() {
    return title;
  }

  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
