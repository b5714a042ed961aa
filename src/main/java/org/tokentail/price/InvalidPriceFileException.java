package org.tokentail.price;

/** The operator's file cannot be taken as it is. Its message gives the line and what is right. */
final class InvalidPriceFileException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param line from 1
   */
  InvalidPriceFileException(int line, String message) {
    super("line %d: %s".formatted(line, message));
  }
}
