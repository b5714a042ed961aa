package org.tokentail.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A body, and how it comes. Immutable; the same shape is the same bytes and the same cuts.
 *
 * @param size bytes
 */
public record BodyShape(int size, Framing framing, Delivery delivery, long seed) {
  private static final int KIB = 1_024;
  private static final List<Integer> EDGES_KIB = List.of(8, 16, 32, 64, 128, 1_024);
  private static final int DRAWN_BITS = 19;

  /** Sizes around those of buffers, in each way that is given. */
  public static List<BodyShape> edges(List<Framing> framings) {
    List<Integer> sizes = new ArrayList<>(List.of(0, 1));
    for (int kib : EDGES_KIB) {
      sizes.addAll(List.of(kib * KIB - 1, kib * KIB, kib * KIB + 1));
    }
    List<BodyShape> shapes = new ArrayList<>();
    for (Framing framing : framings) {
      for (Delivery delivery : Delivery.values()) {
        sizes.forEach(size -> shapes.add(new BodyShape(size, framing, delivery, size)));
      }
    }
    return shapes;
  }

  /** Any size up to half a megabyte, small ones as often as large ones, in any way given. */
  public static BodyShape drawn(List<Framing> framings, Random random) {
    int size = random.nextInt(1 << random.nextInt(DRAWN_BITS + 1));
    Delivery[] deliveries = Delivery.values();
    return new BodyShape(
        size,
        framings.get(random.nextInt(framings.size())),
        deliveries[random.nextInt(deliveries.length)],
        random.nextLong());
  }

  public byte[] body() {
    byte[] body = new byte[size];
    new Random(seed).nextBytes(body);
    return body;
  }

  /** For the cuts. */
  public Random cuts() {
    return new Random(seed);
  }

  /** As the value of a header. */
  public String written() {
    return "%d %s %s %d".formatted(size, framing, delivery, seed);
  }

  public static BodyShape read(String written) {
    String[] words = written.split(" ", -1);
    return new BodyShape(
        Integer.parseInt(words[0]),
        Framing.valueOf(words[1]),
        Delivery.valueOf(words[2]),
        Long.parseLong(words[3]));
  }
}
