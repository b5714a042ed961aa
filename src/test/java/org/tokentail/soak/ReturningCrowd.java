package org.tokentail.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.tokentail.load.StreamCrowd;

/** Clients that leave at random, or lose the server, and come back a moment later. */
final class ReturningCrowd implements AutoCloseable {
  private static final int TICK_MILLIS = 20;
  private static final int LONGEST_ABSENCE_MILLIS = 1_000;

  /** As the server asks for: it would not get up under a storm of clients. */
  private static final int LONGEST_RETRY_MILLIS = 3_000;

  /** Each client leaves once in this time, on average. */
  private static final int STAY_MILLIS = 5_000;

  private final StreamCrowd crowd;
  private final Random random;
  private final List<ReturningClient> clients;
  private final Queue<ReturningClient> lost = new ConcurrentLinkedQueue<>();
  private final AtomicLong returns = new AtomicLong();
  private final AtomicLong losses = new AtomicLong();
  private volatile boolean isSettling;

  /** The first to come back is its head. Belongs to the thread. */
  private final Queue<Absent> absent = new PriorityQueue<>(Comparator.comparingLong(Absent::until));

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Future<?> ticks;

  private record Absent(ReturningClient client, long until) {}

  /**
   * @param position where all of them begin
   * @param everyState whether each must get every change
   */
  ReturningCrowd(URI server, int count, String position, boolean everyState, long seed) {
    crowd = new StreamCrowd(server.resolve("api/logs/stream"), Map.of("x-api-key", Calls.KEY));
    random = new Random(seed);
    clients =
        IntStream.range(0, count)
            .mapToObj(i -> new ReturningClient("client " + i, position, everyState, lost::add))
            .toList();
    clients.forEach(client -> client.open(crowd));
    ticks = thread.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  List<ReturningClient> clients() {
    return clients;
  }

  /** How often a client came back. */
  long returns() {
    return returns.get();
  }

  /** How often a client was refused, or its connection ended, by the server. */
  long losses() {
    return losses.get();
  }

  /** From now on nobody leaves, and who is away comes back. */
  void settle() {
    assertThat(ticks.isDone()).as("what opens and closes the connections has failed").isFalse();
    isSettling = true;
  }

  private void tick() {
    double leavers = isSettling ? 0 : (double) clients.size() * TICK_MILLIS / STAY_MILLIS;
    for (double left = leavers; left > random.nextDouble(); left--) {
      ReturningClient client = clients.get(random.nextInt(clients.size()));
      if (client.isOpen() && client.leave(random.nextBoolean())) {
        comesBackAfter(LONGEST_ABSENCE_MILLIS, client);
      }
    }
    for (ReturningClient client = lost.poll(); client != null; client = lost.poll()) {
      losses.incrementAndGet();
      comesBackAfter(LONGEST_RETRY_MILLIS, client);
    }
    while (!absent.isEmpty() && absent.peek().until <= System.nanoTime()) {
      absent.remove().client.open(crowd);
      returns.incrementAndGet();
    }
  }

  private void comesBackAfter(int longest, ReturningClient client) {
    int millis = longest / 2 + random.nextInt(longest / 2);
    absent.add(new Absent(client, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)));
  }

  @Override
  public void close() {
    // First: a client that comes back would open what is being closed.
    thread.shutdownNow();
    crowd.close();
  }
}
