package org.tokentail.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tokentail.config.AddressRange;

/**
 * Where a request comes from: the connection's other end or, where that is a proxy that the
 * operator trusts, who that one says. Of IPv6 the first 64 bits, which is what one caller has.
 */
public final class ClientAddress {
  private static final int NETWORK_BYTES = 8;

  private ClientAddress() {}

  /** In a form to be counted by. */
  public static String of(HttpServletRequest request, List<AddressRange> trusted) {
    return of(
        request.getRemoteAddr(),
        trusted,
        values(request, "X-Forwarded-For"),
        values(request, "Forwarded"));
  }

  private static List<String> values(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }

  /**
   * @param peer the other end of the connection
   * @param lists values of X-Forwarded-For
   * @param fields values of Forwarded (RFC 7239)
   */
  static String of(
      String peer, List<AddressRange> trusted, List<String> lists, List<String> fields) {
    Optional<InetAddress> address = address(peer);
    if (address.isEmpty()) {
      return peer;
    }
    // Which of two the proxy wrote, and which the caller, nobody can tell.
    List<String> hops =
        lists.isEmpty() ? forwarded(fields) : fields.isEmpty() ? split(lists) : List.of();
    InetAddress from = address.get();
    for (int i = hops.size() - 1; i >= 0 && isTrusted(from, trusted); i--) {
      Optional<InetAddress> before = address(hops.get(i));
      if (before.isEmpty()) {
        break;
      }
      from = before.get();
    }
    return network(from);
  }

  private static boolean isTrusted(InetAddress address, List<AddressRange> trusted) {
    return trusted.stream().anyMatch(range -> range.contains(address));
  }

  private static List<String> split(List<String> values) {
    return values.stream().flatMap(value -> Arrays.stream(value.split(",", -1))).toList();
  }

  private static List<String> forwarded(List<String> values) {
    List<String> hops = new ArrayList<>();
    for (String element : split(values)) {
      String hop = "";
      for (String pair : element.split(";", -1)) {
        String stripped = pair.strip();
        if (stripped.toLowerCase(Locale.ROOT).startsWith("for=")) {
          hop = stripped.substring("for=".length()).replace("\"", "");
        }
      }
      hops.add(hop);
    }
    return hops;
  }

  /** Without port, brackets and zone. */
  private static Optional<InetAddress> address(String text) {
    String plain = text.strip();
    if (plain.startsWith("[")) {
      plain = plain.substring(1).replaceFirst("\\].*", "");
    } else if (plain.indexOf(':') == plain.lastIndexOf(':')) {
      plain = plain.replaceFirst(":.*", "");
    }
    return AddressRange.literal(plain.replaceFirst("%.*", ""));
  }

  private static String network(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Its length did not change", e);
    }
  }
}
