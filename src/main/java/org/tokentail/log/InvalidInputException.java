package org.tokentail.log;

/** Input that cannot be taken as it is. Its message says what was wrong and what would be right. */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String title;
  private final String field;
  private final Integer index;

  private InvalidInputException(
      String title, String field, Integer index, String message, Throwable cause) {
    super(message, cause);
    this.title = title;
    this.field = field;
    this.index = index;
  }

  /** A property of a record. */
  public static InvalidInputException record(String field, String message) {
    return new InvalidInputException("Invalid record", field, null, message, null);
  }

  /** A query or path parameter, or a header. */
  public static InvalidInputException parameter(String name, String message) {
    return new InvalidInputException("Invalid parameter", name, null, message, null);
  }

  /** A body that is not what its content type says. */
  public static InvalidInputException body(String message, Throwable cause) {
    return new InvalidInputException("Malformed body", null, null, message, cause);
  }

  /**
   * The same, at that position (from 0) among the records of one call; null: it was the only one.
   */
  public InvalidInputException at(Integer position) {
    return new InvalidInputException(title, field, position, getMessage(), this);
  }

  public String title() {
    return title;
  }

  /** The offending property or parameter; null when the whole body is. */
  public String field() {
    return field;
  }

  /** Position of the record among those of the call, from 0; null for a single record. */
  public Integer index() {
    return index;
  }
}
