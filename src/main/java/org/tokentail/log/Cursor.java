package org.tokentail.log;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in the feed of changes, written {@code <epoch>-<seq>}: after the change with that seq.
 *
 * @param epoch born with the database, 1 to 16 lower-case letters and digits
 * @param seq from 0 (before the first change)
 */
public record Cursor(String epoch, long seq) {
  private static final Pattern TEXT = Pattern.compile("([a-z0-9]{1,16})-(0|[1-9][0-9]{0,17})");

  /** The position written so, empty when the text is not of that form. */
  public static Optional<Cursor> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(new Cursor(matcher.group(1), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  public Cursor at(long otherSeq) {
    return new Cursor(epoch, otherSeq);
  }

  @Override
  @JsonValue
  public String toString() {
    return epoch + "-" + seq;
  }
}
