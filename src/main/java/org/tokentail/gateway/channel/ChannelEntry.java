package org.tokentail.gateway.channel;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.tokentail.config.Settings;

/** The properties of one group in the file of channels, each with the range it must have. */
final class ChannelEntry {
  static final Set<String> KNOWN =
      Set.of(
          "name",
          "provider",
          "url",
          "key",
          "priority",
          "retries",
          "connect-seconds",
          "first-byte-seconds",
          "idle-seconds");

  private static final int DAY = 86_400;
  private static final String PASS_THROUGH = "pass-through";
  private static final String FROM_ENVIRONMENT = "env:";

  private final Node group;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final BiConsumer<Node, String> fault;

  private ChannelEntry(Node group, BiConsumer<Node, String> fault) {
    this.group = group;
    this.fault = fault;
  }

  /**
   * @param fault told of what is wrong, and where
   */
  static ChannelEntry of(Node node, BiConsumer<Node, String> fault) {
    ChannelEntry entry = new ChannelEntry(node, fault);
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        String name = String.valueOf(ChannelFile.scalar(tuple.getKeyNode()));
        if (entry.nodes.put(name, tuple.getValueNode()) != null) {
          fault.accept(tuple.getKeyNode(), name + " stands here twice");
        }
      }
    }
    return entry;
  }

  void onlyKnows(Set<String> names) {
    nodes.forEach(
        (name, node) -> {
          if (!names.contains(name)) {
            fault.accept(node, "nothing is called '%s' here".formatted(name));
          }
        });
  }

  /** Null when it is not there. */
  Node node(String name) {
    return nodes.get(name);
  }

  String text(String name, String pattern, String allowed) {
    String value = ChannelFile.scalar(nodes.get(name));
    if (value == null || !value.matches(pattern)) {
      wrong(name, allowed);
    }
    return value;
  }

  Provider provider() {
    Optional<Provider> provider =
        Optional.ofNullable(ChannelFile.scalar(nodes.get("provider"))).flatMap(Provider::of);
    if (provider.isEmpty()) {
      wrong("provider", "anthropic, openai or gemini");
    }
    return provider.orElse(null);
  }

  URI url(Provider provider) {
    Optional<URI> url =
        Optional.ofNullable(ChannelFile.scalar(nodes.get("url"))).flatMap(Settings::baseUrl);
    if (url.isEmpty() && provider != null) {
      wrong("url", "an http or https URL without user, query and fragment");
    }
    return url.orElse(null);
  }

  /** Only names of variables stand in the file, never a key. */
  Optional<String> key(Function<String, Optional<String>> environment) {
    if (!nodes.containsKey("key")) {
      return Optional.empty();
    }
    String source = String.valueOf(ChannelFile.scalar(nodes.get("key")));
    if (source.equals(PASS_THROUGH)) {
      return Optional.empty();
    }
    if (!source.matches(FROM_ENVIRONMENT + "[A-Za-z_][A-Za-z0-9_]{0,127}")) {
      wrong("key", "pass-through, or env: and the name of an environment variable");
      return Optional.empty();
    }
    String variable = source.substring(FROM_ENVIRONMENT.length());
    Optional<String> key = environment.apply(variable).map(String::strip);
    if (key.isEmpty() || !key.get().matches("[!-~]{1,512}")) {
      fault.accept(
          nodes.get("key"), "the environment variable %s holds no key".formatted(variable));
    }
    return key;
  }

  int number(String name, int standard, int min, int max) {
    if (!nodes.containsKey(name)) {
      return standard;
    }
    String value = String.valueOf(ChannelFile.scalar(nodes.get(name)));
    if (value.matches("\\d{1,6}")) {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    }
    wrong(name, "a whole number from %d to %d".formatted(min, max));
    return standard;
  }

  Duration seconds(String name, Duration standard) {
    return Duration.ofSeconds(number(name, Math.toIntExact(standard.toSeconds()), 1, DAY));
  }

  private void wrong(String name, String allowed) {
    fault.accept(nodes.getOrDefault(name, group), "%s must be %s".formatted(name, allowed));
  }
}
