package org.tokentail.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tokentail.load.ServerProcess;

/**
 * The CPU time that others than the server and its clients take, other virtual machines included:
 * what they do to a measurement would otherwise be taken for the server's fault. Linux only,
 * elsewhere there are none.
 */
public final class Strangers {
  private static final Path STAT = Path.of("/proc/stat");
  private static final int NANOS_A_TICK = 10_000_000;

  // cpu, user, nice, system, idle, iowait, irq, softirq, steal
  private static final int IDLE = 4;
  private static final int IOWAIT = 5;
  private static final int STEAL = 8;

  private final Supplier<Duration> servers;
  private final long cpuAtBegin;
  private final long timeAtBegin = System.nanoTime();

  Strangers(ServerProcess server) {
    this(() -> server.vitals().cpu());
  }

  /**
   * @param servers CPU time so far of all processes that are measured
   */
  public Strangers(Supplier<Duration> servers) {
    this.servers = servers;
    this.cpuAtBegin = cpuOfOthers();
  }

  /** Their share of all cores since this was made, 0 to 1. */
  public double share() {
    double available =
        (double) (System.nanoTime() - timeAtBegin) * Runtime.getRuntime().availableProcessors();
    return Math.max(0, (cpuOfOthers() - cpuAtBegin) / available);
  }

  private long cpuOfOthers() {
    if (Files.exists(STAT)
        && ManagementFactory.getOperatingSystemMXBean()
            instanceof UnixOperatingSystemMXBean system) {
      return busy() - system.getProcessCpuTime() - servers.get().toNanos();
    }
    return 0;
  }

  private static long busy() {
    try (Stream<String> lines = Files.lines(STAT)) {
      String[] fields = lines.findFirst().orElseThrow().split(" +", -1);
      long ticks = 0;
      for (int i = 1; i <= STEAL; i++) {
        ticks += i == IDLE || i == IOWAIT ? 0 : Long.parseLong(fields[i]);
      }
      return ticks * NANOS_A_TICK;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
