package org.tokentail.price;

import java.math.BigDecimal;
import org.tokentail.log.Cost;

/**
 * The text that says where one of our prices came from, and by which a price is known to be ours:
 * {@code genai-prices 0.1.8 anthropic/claude-sonnet-4-5: in 3, out 15, cache write 3.75, cache read
 * 0.3 USD/MTok}.
 */
final class PriceSource {
  static final String TABLE = "genai-prices";
  static final String FILE = "price file";

  private static final int MAX = 256;
  private static final String UNIT = " USD/MTok";
  private static final String PER_REQUEST = " USD/1000 requests";

  private PriceSource() {}

  /** Whether this cost was computed here, and so follows the record. */
  static boolean isOurs(Cost cost) {
    String source = cost.priceSource();
    return source != null
        && (source.startsWith(TABLE + " ") || source.startsWith(FILE + " "))
        && (source.endsWith(UNIT) || source.endsWith(PER_REQUEST))
        && (source.contains(": in ") || source.contains(": out "));
  }

  /**
   * @param size tokens of input, which decide the step of each rate
   */
  static String of(String origin, Rates rates, long size) {
    StringBuilder text = new StringBuilder();
    add(text, "in", rates.input(), size);
    add(text, "out", rates.output(), size);
    add(text, "cache write", rates.cacheWrite(), size);
    add(text, "cache read", rates.cacheRead(), size);
    text.append(UNIT);
    if (rates.perThousandRequests() != null) {
      text.append(", ").append(plain(rates.perThousandRequests())).append(PER_REQUEST);
    }
    String tail = step(rates, size) + ": " + text;
    return cut(origin, MAX - tail.length()) + tail;
  }

  /** Never half of a pair at the end: it would be no text. */
  private static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
  }

  private static void add(StringBuilder text, String name, Rate rate, long size) {
    if (rate != null) {
      text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(plain(rate.at(size)));
    }
  }

  private static String step(Rates rates, long size) {
    long passed =
        Math.max(
            Math.max(passed(rates.input(), size), passed(rates.output(), size)),
            Math.max(passed(rates.cacheWrite(), size), passed(rates.cacheRead(), size)));
    return passed == 0 ? "" : " above " + passed + " input tokens";
  }

  private static long passed(Rate rate, long size) {
    return rate == null ? 0 : rate.passed(size);
  }

  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }
}
