package org.tokentail.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Stops processes where they stand, as a frozen machine does, and lets them go on. */
final class Freezer {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Freezer() {}

  static void freeze(List<Long> processes) {
    signal("-STOP", processes);
  }

  static void thaw(List<Long> processes) {
    signal("-CONT", processes);
  }

  private static void signal(String signal, List<Long> processes) {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    processes.forEach(process -> command.add(process.toString()));
    try {
      Tool.run(command, PATIENCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
