package org.tokentail.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a caller's {@code Accept-Encoding} becomes towards the provider (RFC 9110, section 12.5.3):
 * of the codings that the caller takes those that the gateway can read too. Otherwise an answer in
 * Brotli, which many clients ask for, would come without its tokens.
 */
final class AcceptedCodings {
  static final String HEADER = "accept-encoding";

  private static final Set<String> READABLE = Set.of("gzip", "x-gzip", "deflate", "identity");

  private AcceptedCodings() {}

  /**
   * @param values of all fields of that name
   * @return never empty
   */
  static String readable(List<String> values) {
    String readable =
        values.stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .map(String::strip)
            .flatMap(AcceptedCodings::readable)
            .collect(Collectors.joining(", "));
    return readable.isEmpty() ? "identity" : readable;
  }

  private static Stream<String> readable(String coding) {
    int end = coding.indexOf(';');
    String name = (end < 0 ? coding : coding.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    if (name.equals("*")) {
      // The caller takes any coding, so also gzip, with the same weight.
      return Stream.of("gzip" + (end < 0 ? "" : coding.substring(end)));
    }
    return READABLE.contains(name) ? Stream.of(coding) : Stream.empty();
  }
}
