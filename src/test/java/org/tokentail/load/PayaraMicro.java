package org.tokentail.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Payara Micro, which is one jar (system property payara.microJar). */
final class PayaraMicro implements Installation {
  private static final Path JAR =
      Path.of(System.getProperty("payara.microJar", "target/payara-micro.jar")).toAbsolutePath();
  private static final String LOOPBACK_ONLY =
      "set configs.config.server-config.network-config.network-listeners.network-listener"
          + ".http-listener.address=127.0.0.1";

  private final ServerOptions options;
  private final Path home;
  private final int port = LoopbackPort.free();

  PayaraMicro(ServerOptions options, Path home) {
    this.options = options;
    this.home = home;
  }

  @Override
  public String name() {
    return "payara-micro";
  }

  @Override
  public List<String> command() throws IOException {
    List<String> commands = new ArrayList<>(options.commands());
    commands.add(LOOPBACK_ONLY);
    Path preboot = Files.write(home.resolve("preboot.txt"), commands);

    List<String> line = new ArrayList<>();
    line.add(JavaHome.tool("java"));
    line.addAll(options.jvmOptions());
    options.settings().forEach((name, value) -> line.add("-D" + name + "=" + value));
    line.addAll(List.of("-jar", JAR.toString(), "--nohazelcast", "--disablephonehome"));
    line.addAll(List.of("--contextroot", options.contextRoot(), "--port", "" + port));
    line.addAll(List.of("--prebootcommandfile", preboot.toString()));
    line.addAll(
        List.of(
            "--logproperties", Path.of("src/main/run/logging.properties").toAbsolutePath() + ""));
    line.addAll(List.of("--deploy", options.war().toString()));
    return line;
  }

  @Override
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port + options.contextRoot() + "/");
  }

  @Override
  public boolean prepare(ServerProcess process) {
    return false;
  }
}
