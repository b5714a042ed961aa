package org.tokentail.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a Java process uses, seen from outside. Thread-safe. */
public final class Vitals {
  // Metaspace has no total on its line, so it is left out.
  private static final Pattern HEAP_USED = Pattern.compile("total \\d+K, used (\\d+)K");
  private static final Duration JCMD_PATIENCE = Duration.ofSeconds(60);

  private final ProcessHandle process;

  Vitals(ProcessHandle process) {
    this.process = process;
  }

  /** CPU time of all its threads since it began, to 10 ms. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Files and sockets it holds open. Linux only. */
  public int openFiles() {
    return entries("fd");
  }

  /** Threads of the process, those of the JVM itself included. Linux only. */
  public int threads() {
    return entries("task");
  }

  /** Bytes of the heap that survive a full collection. Stops the server for its duration. */
  public long liveHeap() {
    // Twice: what a reference handler or a cleaner lets go of after the first falls in the second.
    jcmd("GC.run");
    jcmd("GC.run");
    Matcher used = HEAP_USED.matcher(jcmd("GC.heap_info"));
    long kilobytes = 0;
    while (used.find()) {
      kilobytes += Long.parseLong(used.group(1));
    }
    if (kilobytes == 0) {
      throw new IllegalStateException("GC.heap_info names no heap");
    }
    return kilobytes * 1024;
  }

  private int entries(String directory) {
    Path path = Path.of("/proc", "" + process.pid(), directory);
    try (Stream<Path> entries = Files.list(path)) {
      return Math.toIntExact(entries.count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String jcmd(String command) {
    try {
      return Tool.run(List.of(JavaHome.tool("jcmd"), "" + process.pid(), command), JCMD_PATIENCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
