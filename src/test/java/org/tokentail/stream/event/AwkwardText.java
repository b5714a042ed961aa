package org.tokentail.stream.event;

import java.util.Random;

/** Text that is hard on a format made of lines. */
final class AwkwardText {
  private static final String[] PIECES = {
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\uFEFF",
    "\u2028",
    "\u2029",
    "\u0085",
    "\u0001",
    "\u001F",
    "\u007F",
    "\u000B",
    "\t",
    " ",
    ":",
    "data: x",
    "\nid: 9\n",
    "\nevent: other\n\n",
    "\\n",
    "\"",
    "</script>",
    "é",
    "模型",
    "\uD83D\uDE00",
    "\uDBFF\uDFFF",
    "a"
  };

  private AwkwardText() {}

  /** Of so many UTF-16 units at most; empty now and then. */
  static String random(Random random, int max) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(4) == 0 ? 0 : random.nextInt(max);
    while (text.length() < length) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    // Never half of a pair, which no record may hold.
    int end = Math.min(text.length(), max);
    boolean torn = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, torn ? end - 1 : end);
  }
}
