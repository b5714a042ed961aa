package org.tokentail.price;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value of a YAML text (JSON is a part of YAML) that knows its line, for messages. Immutable.
 *
 * @param line from 1
 * @param value a map of texts to values, a list of values, or a text; empty where nothing stands
 */
record Lined(int line, Object value) {
  private static final int MAX_NAME = 256;

  /** Deeper than anything that is known. Bounded as well: an alias may stand inside its anchor. */
  private static final int MAX_DEPTH = 8;

  private static final String SEE = " (docs/CONFIGURATION.md, \"Prices of your own\")";

  static Lined read(String yaml) throws InvalidPriceFileException {
    LoadSettings settings =
        LoadSettings.builder().setLabel("prices").setCodePointLimit(yaml.length() + 1).build();
    try {
      Optional<Node> root = new Compose(settings).composeString(yaml);
      return root.isEmpty() ? new Lined(1, "") : read(root.get(), MAX_DEPTH);
    } catch (MarkedYamlEngineException e) {
      throw new InvalidPriceFileException(
          line(e.getProblemMark()), "this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new InvalidPriceFileException(1, "this is not YAML");
    }
  }

  private static Lined read(Node node, int depth) throws InvalidPriceFileException {
    int line = line(node.getStartMark());
    if (depth == 0) {
      throw new InvalidPriceFileException(line, "this is nested too deep" + SEE);
    }
    if (node instanceof MappingNode mapping) {
      return new Lined(line, map(mapping, depth));
    }
    if (node instanceof SequenceNode sequence) {
      List<Lined> list = new ArrayList<>();
      for (Node element : sequence.getValue()) {
        list.add(read(element, depth - 1));
      }
      return new Lined(line, list);
    }
    return new Lined(line, node instanceof ScalarNode scalar ? scalar.getValue().strip() : "");
  }

  private static Map<String, Lined> map(MappingNode mapping, int depth)
      throws InvalidPriceFileException {
    Map<String, Lined> map = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Lined name = read(tuple.getKeyNode(), 1);
      if (map.put(name.text(MAX_NAME), read(tuple.getValueNode(), depth - 1)) != null) {
        throw name.problem("%s stands here twice".formatted(name.value()));
      }
    }
    return map;
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0) + 1;
  }

  /** The properties of this map, of which no others are known. */
  @SuppressWarnings("unchecked") // made above
  Map<String, Lined> map(Set<String> known) throws InvalidPriceFileException {
    if (!(value instanceof Map<?, ?>)) {
      throw problem("here have to be " + String.join(", ", known) + SEE);
    }
    Map<String, Lined> map = (Map<String, Lined>) value;
    for (Map.Entry<String, Lined> entry : map.entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw entry
            .getValue()
            .problem(
                "'%s' is not known here, but %s"
                    .formatted(entry.getKey(), String.join(", ", known) + SEE));
      }
    }
    return map;
  }

  @SuppressWarnings("unchecked") // made above
  List<Lined> list() throws InvalidPriceFileException {
    if (!(value instanceof List<?>)) {
      throw problem("here has to be a list" + SEE);
    }
    return (List<Lined>) value;
  }

  /** A text of one line with 1 to {@code max} characters. */
  String text(int max) throws InvalidPriceFileException {
    if (value instanceof String text
        && !text.isEmpty()
        && text.length() <= max
        && text.codePoints().noneMatch(Character::isISOControl)) {
      return text;
    }
    throw problem("here has to be a text of 1 to %d characters".formatted(max));
  }

  InvalidPriceFileException problem(String message) {
    return new InvalidPriceFileException(line, message);
  }
}
