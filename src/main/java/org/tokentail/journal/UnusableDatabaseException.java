package org.tokentail.journal;

/**
 * The database cannot be used, and waiting does not help; the message says what stands in the way.
 */
public final class UnusableDatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param cause null when there is none
   */
  UnusableDatabaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
