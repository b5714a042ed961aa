package org.tokentail.stats;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tokentail.log.InvalidInputException;
import org.tokentail.rollup.Family;
import org.tokentail.rollup.RollupKey;

/** By what a history is told apart. */
enum Dimension {
  PROVIDER,
  CHANNEL,
  MODEL,
  ENDPOINT,
  STATUS,
  CLIENT;

  /**
   * @param text null or empty: none
   * @return null for none
   * @throws InvalidInputException for any other text
   */
  static Dimension parse(String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    return Arrays.stream(values())
        .filter(dimension -> dimension.wire().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                InvalidInputException.parameter(
                    "by",
                    "by must be one of "
                        + Arrays.stream(values())
                            .map(Dimension::wire)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  Family family() {
    return this == CLIENT ? Family.CLIENT : Family.TARGET;
  }

  /** Empty where it is unknown. */
  String of(RollupKey key) {
    return switch (this) {
      case PROVIDER -> key.provider();
      case CHANNEL -> key.channelName().isEmpty() ? key.channelId() : key.channelName();
      case MODEL -> key.model();
      case ENDPOINT -> key.endpoint();
      case STATUS -> key.status().wire();
      case CLIENT -> key.client();
    };
  }
}
