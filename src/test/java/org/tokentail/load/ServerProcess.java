package org.tokentail.load;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real server as a child process, on the loopback and a free port, with a data directory of its
 * own. It ends with {@link #close} or with this JVM, whatever fails; its output stays in {@link
 * #log}. For one thread at a time.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Path PARENT = Path.of("target", "load");
  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

  private final ServerOptions options;
  private final Path home;
  private final Installation installation;
  private final Thread atExit;
  private volatile Process process;

  private ServerProcess(ServerOptions options) throws IOException {
    home = Files.createTempDirectory(Files.createDirectories(PARENT), "server-").toAbsolutePath();
    this.options =
        options
            .setting("tokentail.data.dir", home.resolve("data"))
            // A killed server leaves its unpacked self behind, here where it is found.
            .setting("java.io.tmpdir", home.resolve("tmp"));
    String serverHome = System.getProperty("server.home", "none");
    installation =
        serverHome.equals("none")
            ? new PayaraMicro(this.options, home)
            : new GlassFish(this.options, home, Path.of(serverHome));
    atExit = new Thread(this::killNow, "server-process-exit");
  }

  /**
   * Starts the server that the build chose (system property server.home: GlassFish there; none:
   * Payara Micro), and returns when its GET api/health is 200.
   *
   * @throws IllegalStateException when it is not in time; the end of its output is in the message
   */
  public static ServerProcess start(ServerOptions options) {
    ServerProcess server = launch(options);
    try {
      server.awaitHealth();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** The same, and returns at once: it may be that nothing answers yet. */
  public static ServerProcess launch(ServerOptions options) {
    try {
      ServerProcess server = new ServerProcess(options);
      Runtime.getRuntime().addShutdownHook(server.atExit);
      try {
        server.launchFirst();
        return server;
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void launchFirst() throws IOException {
    launch();
    if (installation.prepare(this)) {
      stop();
      launch();
    }
  }

  private void launch() throws IOException {
    Path tmp = home.resolve("tmp");
    Directory.delete(tmp);
    Files.createDirectories(tmp);
    ProcessBuilder builder =
        new ProcessBuilder(installation.command())
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(Redirect.appendTo(log().toFile()));
    // The settings are those of the options, not those of whoever runs the tests.
    builder.environment().keySet().removeIf(name -> name.startsWith("TOKENTAIL_"));
    process = builder.start();
  }

  /**
   * Returns when its GET api/health is 200.
   *
   * @throws IllegalStateException when it is not in time
   */
  public void awaitHealth() {
    Health.await(uri(), process, options.patience(), this::lastOutput);
  }

  /** Where the application is deployed, ending with a slash. */
  public URI uri() {
    return installation.uri();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Whether GET api/health is 200 now, within 5 s. */
  public boolean isHealthy() {
    return process.isAlive() && Health.answers(uri());
  }

  public Vitals vitals() {
    return new Vitals(process.toHandle());
  }

  /** The output of all its starts so far. */
  public Path log() {
    return home.resolve("server.log");
  }

  /** Its data directory, which a restart keeps and {@link #close} deletes. */
  public Path data() {
    return home.resolve("data");
  }

  /**
   * SIGTERM, and waits for the end.
   *
   * @return how long it took
   * @throws IllegalStateException when it takes more than 30 s; it is killed then
   */
  public Duration stop() {
    long began = System.nanoTime();
    process.destroy();
    if (!hasEnded(LONGEST_STOP)) {
      kill();
      throw new IllegalStateException("Does not stop: " + lastOutput());
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** SIGSTOP: it stands still in the middle of whatever it does. Not on Windows. */
  public void freeze() {
    Freezer.freeze(List.of(pid()));
  }

  /** SIGCONT: it goes on where it stood. */
  public void thaw() {
    Freezer.thaw(List.of(pid()));
  }

  /** SIGKILL, and waits for the end. */
  public void kill() {
    killNow();
    hasEnded(LONGEST_STOP);
  }

  /** Starts again on the same port and data, after stopping it if it runs. */
  public void restart() {
    if (process.isAlive()) {
      stop();
    }
    try {
      launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitHealth();
  }

  /** Kills it if it runs, and deletes its files but the log. */
  @Override
  public void close() {
    if (process != null) {
      kill();
    }
    try {
      for (String directory : List.of("data", "tmp", "domains")) {
        Directory.delete(home.resolve(directory));
      }
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalStateException e) {
      // the JVM is going down already
    }
  }

  private void killNow() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
    }
  }

  private boolean hasEnded(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      killNow();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The last lines of its log, for a message. */
  String lastOutput() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log()), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return "no output: " + e;
    }
  }
}
