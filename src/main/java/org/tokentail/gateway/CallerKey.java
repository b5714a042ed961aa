package org.tokentail.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tokentail.gateway.channel.Provider;
import org.tokentail.security.AccessKey;

/**
 * What a caller showed (docs/PROTOCOL.md, "Gateway"): the access key in a header of ours, or in the
 * place of the provider's key.
 *
 * @param ours the access key as it was shown; null: it was not
 * @param inProvidersPlace the access key stands where the provider's key belongs: only a channel
 *     that supplies one can serve
 * @param refusal why access is refused; null: it is not
 * @param shown every key that was shown, to be kept out of records
 */
record CallerKey(String ours, boolean inProvidersPlace, String refusal, List<String> shown) {
  static final String HEADER = "x-tokentail-key";
  private static final String BEARER = "bearer ";

  static CallerKey of(Head head, Route route, AccessKey key) {
    List<String> provider = providerKeys(head, route);
    List<String> shown = new ArrayList<>(provider);
    String sent = head.first(HEADER);
    if (sent != null) {
      shown.add(sent);
      return key.matches(sent)
          ? new CallerKey(sent, false, null, shown)
          : new CallerKey(
              null,
              false,
              "The header x-tokentail-key does not carry the access key of this Tokentail.",
              shown);
    }
    String inPlace = provider.stream().filter(key::matches).findFirst().orElse(null);
    String refusal =
        inPlace == null
            ? "Send the access key of this Tokentail as the header x-tokentail-key."
            : null;
    return new CallerKey(inPlace, inPlace != null, refusal, shown);
  }

  /** Whether the access key was shown. */
  boolean access() {
    return ours != null;
  }

  /**
   * Whether a header's value carries our key, which concerns no provider. Compared as it is:
   * whoever showed the key learns nothing from the time this takes.
   */
  boolean isOurs(String value) {
    return value.equals(ours) || withoutScheme(value).equals(ours);
  }

  /** Whether the parameter that carries a provider's key carries ours. */
  boolean isOursInQuery(Route route) {
    return keyInQuery(route).map(value -> value.equals(ours)).orElse(false);
  }

  private static List<String> providerKeys(Head head, Route route) {
    List<String> keys = new ArrayList<>();
    for (String header : Provider.KEY_HEADERS) {
      String value = head.first(header);
      if (value != null) {
        keys.add(withoutScheme(value));
      }
    }
    keyInQuery(route).ifPresent(keys::add);
    return keys;
  }

  private static String withoutScheme(String value) {
    return value.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? value.substring(BEARER.length()).strip()
        : value.strip();
  }

  private static Optional<String> keyInQuery(Route route) {
    return route.parameter(Provider.KEY_PARAMETER).map(CallerKey::decoded);
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  /** Leaves the keys out. */
  @Override
  public String toString() {
    return "CallerKey[access=" + access() + "]";
  }
}
