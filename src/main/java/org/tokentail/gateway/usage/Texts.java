package org.tokentail.gateway.usage;

/** Makes what a provider or a caller wrote fit for a record (docs/PROTOCOL.md, "A record"). */
final class Texts {
  static final int LABEL = 64;
  static final int NAME = 256;
  static final int ERROR = 16_384;

  private static final char REPLACEMENT = '\uFFFD';

  private Texts() {}

  /** Without NUL and halves of surrogate pairs, at most so many characters. */
  static String clean(String text, int max) {
    String cut = cut(text, max);
    StringBuilder clean = null;
    for (int i = 0; i < cut.length(); i++) {
      if (isPair(cut, i)) {
        i++;
      } else if (cut.charAt(i) == 0 || Character.isSurrogate(cut.charAt(i))) {
        clean = clean == null ? new StringBuilder(cut) : clean;
        clean.setCharAt(i, REPLACEMENT);
      }
    }
    return clean == null ? cut : clean.toString();
  }

  /** At most so many characters, never half of a pair at the end. */
  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    return text.substring(0, isPair(text, max - 1) ? max - 1 : max);
  }

  private static boolean isPair(String text, int index) {
    return index + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
  }
}
