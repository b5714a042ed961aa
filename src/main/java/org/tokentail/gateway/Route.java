package org.tokentail.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tokentail.gateway.channel.Channel;
import org.tokentail.gateway.channel.Provider;
import org.tokentail.gateway.usage.WireFormat;

/**
 * Where a call goes.
 *
 * @param path at the provider, as the caller wrote it, with a slash in front
 * @param query as the caller wrote it; null: none
 * @param format how it is written; empty: it is passed, and not read
 */
record Route(
    Provider provider, String method, String path, String query, Optional<WireFormat> format) {
  static final String PREFIX = "/gateway/";

  /** What is done with a model: at Gemini and Vertex AI, at Bedrock, at Azure. */
  private static final List<Pattern> MODELS =
      List.of(
          Pattern.compile("/models/(?<model>[^/:]+):(?<action>\\w+)"),
          Pattern.compile("/model/(?<model>.+)/(?<action>(?:invoke|converse)[\\w-]*)$"),
          Pattern.compile("/deployments/(?<model>[^/]+)/(?<action>)"));

  /** What asks for an answer that is no stream. */
  private static final Set<String> WHOLE = Set.of("generateContent", "invoke", "converse");

  private static final Pattern DOTS = Pattern.compile("(?:^|/)\\.\\.?(?:[;/]|$)");

  /** Empty when no provider is named. */
  static Optional<Route> of(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    if (!path.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String rest = path.substring(PREFIX.length());
    int slash = rest.indexOf('/');
    String name = slash < 0 ? rest : rest.substring(0, slash);
    String method = request.getMethod();
    return Provider.of(name)
        .map(
            provider -> {
              String below = slash < 0 ? "/" : rest.substring(slash);
              return new Route(
                  provider,
                  method,
                  below,
                  request.getQueryString(),
                  provider.format(method, below));
            });
  }

  /**
   * Whether a server could take the path for one above the provider's base URL: whether any of its
   * segments is "." or "..", however it is written.
   */
  boolean hasDotSegments() {
    String plain =
        path.replaceAll("(?i)%2e", ".")
            .replaceAll("(?i)%2f|%5c|\\\\", "/")
            .replaceAll("(?i)%3b", ";");
    return DOTS.matcher(plain).find();
  }

  /** The value of a parameter, as it was written. */
  Optional<String> parameter(String name) {
    return query == null
        ? Optional.empty()
        : Arrays.stream(query.split("&"))
            .filter(pair -> pair.startsWith(name + "="))
            .map(pair -> pair.substring(name.length() + 1))
            .findFirst();
  }

  /**
   * The URL at a channel.
   *
   * @param withKey whether the parameter that carries the caller's key goes along
   */
  URI at(Channel channel, boolean withKey) {
    String parameters = withKey || query == null ? query : withoutKey();
    String suffix = parameters == null || parameters.isEmpty() ? "" : "?" + parameters;
    return URI.create(channel.base() + escaped(path) + escaped(suffix));
  }

  private String withoutKey() {
    return Arrays.stream(query.split("&"))
        .filter(pair -> !pair.startsWith(Provider.KEY_PARAMETER + "="))
        .collect(Collectors.joining("&"));
  }

  /** What servers take and RFC 3986 does not allow is escaped; the rest stays as it is. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c > ' ' && c < 0x7f && "\"<>\\^`{|}[]#".indexOf(c) < 0;
      if (plain) {
        escaped.append(c);
      } else {
        escaped.append(String.format("%%%02X", (int) c));
      }
    }
    return escaped.toString();
  }

  /** The model that the path names; null: it names none. */
  String model() {
    return inPath().map(found -> found.group("model")).orElse(null);
  }

  /** Whether the path asks for a stream; null where the body says it. */
  Boolean streams() {
    String action = inPath().map(found -> found.group("action")).orElse("");
    if (action.contains("stream")) {
      return true;
    }
    return WHOLE.contains(action) ? Boolean.FALSE : null;
  }

  private Optional<Matcher> inPath() {
    String plain = plain();
    return MODELS.stream().map(pattern -> pattern.matcher(plain)).filter(Matcher::find).findFirst();
  }

  /** Bedrock's names have colons, and its profiles slashes, which clients escape. */
  private String plain() {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path;
    }
  }

  String type() {
    return format.map(WireFormat::type).orElse(provider.type());
  }
}
