package org.tokentail.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to run, on whichever server. Immutable: each method gives a changed copy.
 *
 * @param war the archive to deploy
 * @param contextRoot with a slash in front
 * @param jvmOptions such as -Xmx512m
 * @param settings system properties of the server, such as tokentail.key
 * @param commands asadmin commands that have their effect before the server listens
 * @param patience how long a start may take until GET api/health answers 200
 */
public record ServerOptions(
    Path war,
    String contextRoot,
    List<String> jvmOptions,
    Map<String, String> settings,
    List<String> commands,
    Duration patience) {

  private static final Path SHIPPED_COMMANDS = Path.of("src/main/run/preboot.txt");

  public ServerOptions {
    jvmOptions = List.copyOf(jvmOptions);
    settings = Map.copyOf(settings);
    commands = List.copyOf(commands);
  }

  /** This archive at /tail, with nothing else said. */
  public static ServerOptions of(Path war) {
    return new ServerOptions(
        war.toAbsolutePath(), "/tail", List.of(), Map.of(), List.of(), Duration.ofSeconds(90));
  }

  /**
   * The WAR that the build made (system property tokentail.war), on a server configured as mvn
   * -Prun configures it.
   */
  public static ServerOptions ofTokentail() {
    ServerOptions options =
        of(Path.of(System.getProperty("tokentail.war", "target/tokentail.war")));
    for (String command : shippedCommands()) {
      options = options.command(command);
    }
    return options;
  }

  private static List<String> shippedCommands() {
    if (!Files.exists(SHIPPED_COMMANDS)) {
      return List.of();
    }
    try {
      return Files.readAllLines(SHIPPED_COMMANDS).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ServerOptions jvm(String... options) {
    List<String> all = new ArrayList<>(jvmOptions);
    all.addAll(List.of(options));
    return new ServerOptions(war, contextRoot, all, settings, commands, patience);
  }

  public ServerOptions setting(String name, Object value) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put(name, value.toString());
    return new ServerOptions(war, contextRoot, jvmOptions, all, commands, patience);
  }

  public ServerOptions command(String asadminCommand) {
    List<String> all = new ArrayList<>(commands);
    all.add(asadminCommand);
    return new ServerOptions(war, contextRoot, jvmOptions, settings, all, patience);
  }

  public ServerOptions patience(Duration longest) {
    return new ServerOptions(war, contextRoot, jvmOptions, settings, commands, longest);
  }
}
