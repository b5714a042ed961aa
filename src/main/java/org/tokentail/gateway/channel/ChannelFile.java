package org.tokentail.gateway.channel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the file of channels (docs/CONFIGURATION.md, "Channels"), with all its faults at once. */
final class ChannelFile {
  /** Far more than anybody has. */
  private static final int MAX_CHANNELS = 100;

  private final Function<String, Optional<String>> environment;
  private final Channel.Timeouts standard;
  private final List<String> faults = new ArrayList<>();

  private ChannelFile(Function<String, Optional<String>> environment, Channel.Timeouts standard) {
    this.environment = environment;
    this.standard = standard;
  }

  /**
   * @param environment value of a variable, for keys
   * @param standard where a channel says nothing
   * @throws ChannelFileException naming every line that is wrong
   */
  static List<Channel> read(
      String yaml, Function<String, Optional<String>> environment, Channel.Timeouts standard)
      throws ChannelFileException {
    Optional<Node> root;
    try {
      LoadSettings settings =
          LoadSettings.builder().setLabel("channels").setMaxAliasesForCollections(10).build();
      root = new Compose(settings).composeString(yaml);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new ChannelFileException("line " + line + ": not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new ChannelFileException("line 1: not YAML");
    }
    ChannelFile file = new ChannelFile(environment, standard);
    List<Channel> channels = file.channels(root);
    if (!file.faults.isEmpty()) {
      throw new ChannelFileException(String.join("; ", file.faults));
    }
    return channels;
  }

  private List<Channel> channels(Optional<Node> root) {
    List<Channel> channels = new ArrayList<>();
    Node list = root.map(node -> ChannelEntry.of(node, this::fault).node("channels")).orElse(null);
    if (!(list instanceof SequenceNode sequence)) {
      faults.add("line 1: a list named channels is needed");
      return channels;
    }
    if (sequence.getValue().size() > MAX_CHANNELS) {
      fault(sequence, "at most %d channels".formatted(MAX_CHANNELS));
    }
    Set<String> names = new HashSet<>();
    for (Node node : sequence.getValue()) {
      channel(node)
          .ifPresent(
              channel -> {
                if (!names.add(channel.name())) {
                  fault(node, "another channel is named '%s' already".formatted(channel.name()));
                }
                channels.add(channel);
              });
    }
    return channels;
  }

  private Optional<Channel> channel(Node node) {
    if (!(node instanceof MappingNode)) {
      fault(node, "a channel is a group of name, provider, url and more");
      return Optional.empty();
    }
    int before = faults.size();
    ChannelEntry entry = ChannelEntry.of(node, this::fault);
    entry.onlyKnows(ChannelEntry.KNOWN);
    String name = entry.text("name", "[^\\p{Cntrl}]{1,64}", "1 to 64 characters");
    Provider provider = entry.provider();
    Channel channel =
        new Channel(
            name,
            provider,
            entry.url(provider),
            entry.key(environment),
            entry.number("priority", 0, 0, 1_000),
            entry.number("retries", 0, 0, 5),
            new Channel.Timeouts(
                entry.seconds("connect-seconds", standard.connect()),
                entry.seconds("first-byte-seconds", standard.firstByte()),
                entry.seconds("idle-seconds", standard.idle())));
    return faults.size() == before ? Optional.of(channel) : Optional.empty();
  }

  private void fault(Node node, String what) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    faults.add("line %d: %s".formatted(line, what));
  }

  /** The value of a scalar; null for anything else. */
  static String scalar(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : null;
  }
}
