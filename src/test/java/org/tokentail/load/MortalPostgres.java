package org.tokentail.load;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL server that dies and comes back, on the same port and with what it had on disk. It
 * is a child of this JVM: a dead server must leave the table of processes before the next one
 * believes that it is dead. For one thread at a time.
 */
public final class MortalPostgres implements AutoCloseable {
  private static final Path PARENT = Path.of("target", "load");
  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path home;
  private final Path data;
  private final int port = LoopbackPort.free();
  private final Thread atExit = new Thread(this::kill, "postgres-exit");
  private Process process;

  /** Does not run yet. */
  public MortalPostgres() throws IOException {
    home = Files.createTempDirectory(Files.createDirectories(PARENT), "postgres-").toAbsolutePath();
    data = home.resolve("data");
    // Unpacks it and makes its data.
    EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(home.toFile())
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPGStartupWait(LONGEST_START)
        .start()
        .close();
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** For the user postgres, without a password. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
  }

  /** Returns when it takes connections. */
  public void start() {
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (!answers()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("PostgreSQL does not start, see " + log());
      }
      if (process == null || !process.isAlive()) {
        // It refuses to as long as a process of the one before is left.
        launch();
      }
      Pause.of(PAUSE);
    }
  }

  private void launch() {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      // Otherwise it refuses, rightly.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(executable().toString());
    command.addAll(List.of("-D", data.toString(), "-p", String.valueOf(port)));
    command.addAll(List.of("-c", "listen_addresses=127.0.0.1"));
    command.addAll(List.of("-c", "unix_socket_directories="));
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path executable() {
    try (Stream<Path> files = Files.walk(home)) {
      return files
          .filter(file -> file.getParent().endsWith("bin"))
          .filter(file -> file.getFileName().toString().matches("postgres(\\.exe)?"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isDirectory).toList();
    }
  }

  private boolean answers() {
    try (Connection connection = DriverManager.getConnection(url(), "postgres", "")) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private Path log() {
    return home.resolve("postgres.log");
  }

  /** SIGSTOP for all of its processes: it is there, and says nothing. Not on Windows. */
  public void freeze() {
    Freezer.freeze(processes());
  }

  /** SIGCONT: it goes on where it stood. */
  public void thaw() {
    Freezer.thaw(processes());
  }

  private List<Long> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(ProcessHandle::pid)
        .toList();
  }

  /** SIGKILL for all of its processes, and waits for the end of the first of them. */
  public void kill() {
    if (process == null) {
      return;
    }
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kills it if it runs, and deletes its files but the log. */
  @Override
  public void close() {
    kill();
    // Who was about to be born when the kill came notices a moment later that it is alone.
    await()
        .atMost(LONGEST_START)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              for (Path directory : list(home)) {
                Directory.delete(directory);
              }
            });
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is going down already, and the hook runs.
    }
  }
}
