package org.tokentail.gateway.usage;

/**
 * Finds in the bytes of JSON what may be left out so that no token is long: the rest of a string
 * after its first 32 KiB. An image in base64 would otherwise be held as one text. Cuts between
 * characters and between escapes, so that what remains is JSON. Not thread-safe.
 */
final class LongTokens {
  /** Below the 50,000 characters that Jackson reads of a name. */
  private static final int MAX_STRING = 32 * 1_024;

  /** As many digits as Jackson reads. */
  private static final int MAX_NUMBER = 1_000;

  private static final int AFTER_BACKSLASH = -1;
  private static final int HEX_DIGITS = 4;

  private boolean inString;
  private boolean cut;
  private int length;

  /** Hex digits of the escape still to come, or {@link #AFTER_BACKSLASH}; 0 outside of escapes. */
  private int escape;

  private boolean highHalf;

  /** Whether the next byte is to be kept; to be asked for every byte in order. */
  boolean keeps(byte next) {
    if (inString) {
      return keepsInString(next);
    }
    length = isInNumber(next) ? length + 1 : 0;
    inString = next == '"';
    return true;
  }

  /** Whether a number was begun that has more digits than anybody reads. */
  boolean isAbsurd() {
    return !inString && length > MAX_NUMBER;
  }

  private boolean keepsInString(byte next) {
    if (escape == 0 && next == '"') {
      inString = false;
      cut = false;
      length = 0;
      return true;
    }
    // Not between the two escapes of a pair either: Jackson refuses half of one in a name.
    boolean between = escape == 0 && !highHalf && (next & 0xC0) != 0x80;
    highHalf = isHighHalf(next);
    escape = escapeAfter(next);
    length++;
    cut |= between && length > MAX_STRING;
    return !cut;
  }

  /** Whether what was read last is, or may become, an escape from d800 to dbff. */
  private boolean isHighHalf(byte next) {
    return switch (escape) {
      case 0 -> highHalf && next == '\\';
      case AFTER_BACKSLASH -> highHalf && next == 'u';
      case HEX_DIGITS -> next == 'd' || next == 'D';
      case HEX_DIGITS - 1 -> highHalf && "89abAB".indexOf(next) >= 0;
      default -> highHalf;
    };
  }

  private int escapeAfter(byte next) {
    return switch (escape) {
      case 0 -> next == '\\' ? AFTER_BACKSLASH : 0;
      case AFTER_BACKSLASH -> next == 'u' ? HEX_DIGITS : 0;
      default -> escape - 1;
    };
  }

  private static boolean isInNumber(byte next) {
    return (next >= '0' && next <= '9') || next == '.' || next == '-' || next == '+' || next == 'e';
  }
}
