package org.tokentail.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to measure, from system properties.
 *
 * @param clients bench.clients: numbers of clients, in the order of measurement
 * @param step bench.seconds: how long each rate is tried
 * @param only bench.only: the one server to measure, empty: both
 * @param heap bench.heap: of each server
 */
record BenchmarkSettings(List<Integer> clients, Duration step, String only, String heap) {
  private static final int FILES_BESIDES_CLIENTS = 1_000;

  static BenchmarkSettings fromSystem() {
    return new BenchmarkSettings(
        Stream.of(System.getProperty("bench.clients", "10,100,1000,5000,10000").split(","))
            .map(text -> Integer.valueOf(text.strip()))
            .toList(),
        Duration.ofMillis((long) (1_000 * Double.parseDouble(property("bench.seconds", "2.5")))),
        property("bench.only", ""),
        property("bench.heap", "1g"));
  }

  private static String property(String name, String otherwise) {
    return System.getProperty(name, otherwise).strip();
  }

  /**
   * @throws IllegalStateException when this machine does not let a process have so many clients
   */
  void checkFileLimit() {
    int most = clients.stream().max(Integer::compare).orElseThrow();
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      long limit = system.getMaxFileDescriptorCount();
      if (limit < most + FILES_BESIDES_CLIENTS) {
        throw new IllegalStateException(
            "%,d clients need %,d open files in a process, the limit is %,d: raise it (ulimit -n), or take fewer clients (-Dbench.clients=10,100)"
                .formatted(most, most + FILES_BESIDES_CLIENTS, limit));
      }
    }
  }
}
