package org.tokentail.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * GlassFish, unpacked somewhere. It runs a copy of its domain, so that the original and its ports
 * stay as they are, and without asadmin between it and the test: pid, memory and signals are those
 * of the server.
 */
final class GlassFish implements Installation {
  private static final Duration ASADMIN_PATIENCE = Duration.ofSeconds(90);
  private static final String LOOPBACK = "127.0.0.1";
  private static final String MAIN_CLASS = "com.sun.enterprise.glassfish.bootstrap.";

  private final ServerOptions options;
  private final Path domains;
  private final Path glassfish;
  private final int port = LoopbackPort.free();
  private final int adminPort = LoopbackPort.free();
  private List<String> command = List.of();

  /**
   * @param unpacked the directory that has glassfish in it
   */
  GlassFish(ServerOptions options, Path home, Path unpacked) {
    this.options = options;
    this.domains = home.resolve("domains");
    this.glassfish = unpacked.toAbsolutePath().resolve("glassfish");
  }

  @Override
  public String name() {
    return "glassfish";
  }

  @Override
  public List<String> command() throws IOException {
    if (command.isEmpty()) {
      Path domain = domains.resolve("domain1");
      Directory.copy(glassfish.resolve("domains/domain1"), domain);
      new DomainPorts(port, adminPort).writeTo(domain.resolve("config/domain.xml"));
      trust(domain.resolve("config/cacerts.p12"));
      command = withOptions(invocation());
    }
    return command;
  }

  /** Payara's default for TLS is made of the domain's own store, whatever the property says. */
  private void trust(Path domainsOwn) throws IOException {
    String trusted = options.settings().get("javax.net.ssl.trustStore");
    if (trusted != null && Files.exists(domainsOwn)) {
      Files.copy(Path.of(trusted), domainsOwn, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private List<String> invocation() throws IOException {
    List<String> printed =
        asadmin("start-domain", "--domaindir", domains.toString(), "--dry-run", "domain1")
            .lines()
            .toList();
    int java = 0;
    while (!printed.get(java).endsWith("/bin/java")) {
      java++;
    }
    return printed.subList(java, printed.indexOf(""));
  }

  /** Ours come last of the JVM's options: then they win. */
  private List<String> withOptions(List<String> invocation) {
    List<String> line = new ArrayList<>();
    for (String word : invocation) {
      if (word.startsWith(MAIN_CLASS)) {
        line.addAll(options.jvmOptions());
        options.settings().forEach((name, value) -> line.add("-D" + name + "=" + value));
      }
      line.add(word);
    }
    return line;
  }

  @Override
  public URI uri() {
    return URI.create("http://" + LOOPBACK + ":" + port + options.contextRoot() + "/");
  }

  @Override
  public boolean prepare(ServerProcess process) throws IOException {
    awaitAdminListener(process);
    for (String words : options.commands()) {
      remote(words.split(" "));
    }
    String root = options.contextRoot();
    remote("deploy", "--contextroot", root, "--name", "tokentail", options.war().toString());
    // A transport keeps the buffers that it began with.
    return !options.commands().isEmpty();
  }

  private void awaitAdminListener(ServerProcess process) {
    long deadline = System.nanoTime() + options.patience().toNanos();
    while (!listens()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("No admin listener:\n" + process.lastOutput());
      }
      Pause.of(Duration.ofMillis(100));
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), adminPort)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private void remote(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("--host", LOOPBACK, "--port", "" + adminPort));
    all.addAll(List.of(words));
    asadmin(all.toArray(String[]::new));
  }

  private String asadmin(String... words) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(JavaHome.tool("java"));
    line.add("-jar");
    line.add(glassfish.resolve("lib/client/appserver-cli.jar").toString());
    line.addAll(List.of(words));
    return Tool.run(line, ASADMIN_PATIENCE);
  }
}
