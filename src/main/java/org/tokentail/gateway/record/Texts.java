package org.tokentail.gateway.record;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.regex.Pattern;

/** Text from outside, made to fit a record and to carry no key. */
public final class Texts {
  /** What a record takes: docs/PROTOCOL.md, "A record". */
  public static final int NAME = 256;

  static final int LABEL = 64;
  static final int ENDPOINT = 1_024;
  static final int NOTE = 4_096;

  /** Bytes or characters of what an upstream said. */
  public static final int ERROR = 16_384;

  private static final String MASK = "***";
  private static final int SHORTEST_KEY = 8;

  /** Keys as OpenAI, Anthropic, and Google make them. */
  private static final Pattern KEY =
      Pattern.compile("\\b(sk-[A-Za-z0-9_-]{16,}|AIza[A-Za-z0-9_-]{30,})");

  private Texts() {}

  /** Null stays null; what no record can hold is left out, and what is too long is cut. */
  public static String fit(String text, int max) {
    if (text == null) {
      return null;
    }
    StringBuilder kept = new StringBuilder(Math.min(text.length(), max));
    for (int i = 0; i < text.length() && kept.length() < max; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
      if (c != 0 && !half && kept.length() + Character.charCount(c) <= max) {
        kept.appendCodePoint(c);
      }
    }
    return kept.toString();
  }

  /** The same with every key in it masked. */
  public static String masked(String text, Collection<String> keys) {
    if (text == null) {
      return null;
    }
    String masked = text;
    for (String key : keys) {
      if (key.length() >= SHORTEST_KEY) {
        masked = masked.replace(key, MASK);
      }
    }
    return KEY.matcher(withoutBeginOfKey(masked, keys)).replaceAll(MASK);
  }

  /** What was cut before may end in the middle of a key. */
  private static String withoutBeginOfKey(String text, Collection<String> keys) {
    for (String key : keys) {
      for (int length = key.length() - 1; length >= SHORTEST_KEY; length--) {
        if (text.endsWith(key.substring(0, length))) {
          return text.substring(0, text.length() - length) + MASK;
        }
      }
    }
    return text;
  }

  /** Bytes of any kind as text: what is not UTF-8 becomes U+FFFD. */
  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
