package org.tokentail.gateway;

import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tokentail.gateway.channel.Channel;
import org.tokentail.gateway.channel.Provider;

/** Which headers reach the other side (docs/PROTOCOL.md, "Gateway"). */
final class PassedHeaders {
  static final String OURS = "x-tokentail-";
  private static final String CONNECTION = "connection";

  /** They belong to one connection (RFC 9110, section 7.6.1). */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          CONNECTION,
          "proxy-connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  /** The client towards the provider makes its own. */
  private static final Set<String> OF_THE_CALL = Set.of("host", "content-length", "expect");

  private static final String COOKIE = "cookie";
  private static final String OUR_COOKIE = "tokentail_session";

  private PassedHeaders() {}

  /** Those of a caller's request, with the channel's key in the place of the caller's. */
  static void toProvider(Head from, CallerKey caller, Channel channel, HttpRequest.Builder to) {
    Set<String> named = named(from.all(CONNECTION));
    for (Head.Field field : from.fields()) {
      String lower = field.name().toLowerCase(Locale.ROOT);
      boolean ours =
          lower.startsWith(OURS)
              || caller.isOurs(field.value())
              || (lower.equals(COOKIE) && field.value().contains(OUR_COOKIE + "="));
      boolean replaced = channel.suppliesKey() && Provider.KEY_HEADERS.contains(lower);
      if (!ours && !replaced && !OF_THE_CALL.contains(lower) && isEndToEnd(lower, named)) {
        add(to, field);
      }
    }
    List<String> codings = from.all(AcceptedCodings.HEADER);
    if (!codings.isEmpty()) {
      to.setHeader(AcceptedCodings.HEADER, AcceptedCodings.readable(codings));
    }
    channel
        .key()
        .ifPresent(
            key -> to.setHeader(channel.provider().keyHeader(), channel.provider().keyValue(key)));
  }

  private static void add(HttpRequest.Builder to, Head.Field field) {
    try {
      to.header(field.name(), field.value());
    } catch (IllegalArgumentException e) {
      // Neither a name nor a value that HTTP knows: no server could have read it.
    }
  }

  /** Those of a provider's answer. */
  static void toCaller(HttpHeaders from, HttpServletResponse to) {
    Set<String> named = named(from.allValues(CONNECTION));
    from.map()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (!isEndToEnd(lower, named) || lower.startsWith(":")) {
                return;
              }
              // What the container or a filter has set gives way.
              to.setHeader(name, values.get(0));
              values.stream().skip(1).forEach(value -> to.addHeader(name, value));
            });
  }

  private static boolean isEndToEnd(String lower, Set<String> named) {
    return !HOP_BY_HOP.contains(lower) && !named.contains(lower);
  }

  /** Headers that are said to belong to the connection as well. */
  private static Set<String> named(List<String> connection) {
    if (connection.isEmpty()) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    for (String value : connection) {
      for (String name : value.split(",", -1)) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
