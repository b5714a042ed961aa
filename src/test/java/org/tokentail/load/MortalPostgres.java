package org.tokentail.load;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL server that dies and comes back, on the same port and with what it had on disk. For
 * one thread at a time.
 */
public final class MortalPostgres implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration LONGEST_END = Duration.ofSeconds(30);

  private final Path data;
  private final int port = LoopbackPort.free();
  private EmbeddedPostgres server;

  /**
   * Does not run yet.
   *
   * @param parent where it keeps its data
   */
  public MortalPostgres(Path parent) {
    data = parent.resolve("postgres");
  }

  /** Without options, for the user postgres. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
  }

  /** Returns when it takes connections. */
  public void start() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setPort(port)
              // A dead server's lock on a socket file, too, would keep the next one from starting.
              .setServerConfig("unix_socket_directories", "")
              .setPGStartupWait(LONGEST_START)
              .setOutputRedirector(Redirect.appendTo(data.resolveSibling("postgres.log").toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL for all of its processes, and waits for their end. */
  public void kill() {
    try {
      Path pidFile = data.resolve("postmaster.pid");
      ProcessHandle postmaster =
          ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).get(0).strip()))
              .orElseThrow();
      List<ProcessHandle> all =
          Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
      all.forEach(ProcessHandle::destroyForcibly);
      await().atMost(LONGEST_END).until(() -> all.stream().noneMatch(MortalPostgres::runs));
      // It would keep the next one from starting, as long as the dead one has its entry in the
      // table of processes.
      Files.deleteIfExists(pidFile);
      // Frees the lock on the data, without which nothing starts there.
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whoever is dead, and only waits for its parent to take notice, has no command. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}
