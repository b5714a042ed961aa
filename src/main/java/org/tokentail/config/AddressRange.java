package org.tokentail.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses with a prefix in common, as {@code 10.0.0.0/8}, or a single one. Immutable.
 *
 * @param prefix bits that are the same in all of them
 */
public record AddressRange(InetAddress base, int prefix) {
  private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /** Several, with commas between them; empty when one of them is none. */
  public static Optional<List<AddressRange>> list(String text) {
    if (text.isBlank()) {
      return Optional.of(List.of());
    }
    List<Optional<AddressRange>> ranges =
        Arrays.stream(text.split(",", -1)).map(AddressRange::parse).toList();
    return ranges.stream().allMatch(Optional::isPresent)
        ? Optional.of(ranges.stream().flatMap(Optional::stream).toList())
        : Optional.empty();
  }

  /** Empty when the text is none. */
  private static Optional<AddressRange> parse(String text) {
    String[] parts = text.strip().split("/", 2);
    Optional<InetAddress> base = literal(parts[0]);
    if (base.isEmpty()) {
      return Optional.empty();
    }
    int bits = base.get().getAddress().length * Byte.SIZE;
    if (parts.length == 1) {
      return Optional.of(new AddressRange(base.get(), bits));
    }
    return parts[1].matches("\\d{1,3}") && Integer.parseInt(parts[1]) <= bits
        ? Optional.of(new AddressRange(base.get(), Integer.parseInt(parts[1])))
        : Optional.empty();
  }

  /** An address in numbers; a name is none, and is asked of nobody. */
  public static Optional<InetAddress> literal(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  public boolean contains(InetAddress address) {
    byte[] mine = base.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return base.getHostAddress() + "/" + prefix;
  }
}
