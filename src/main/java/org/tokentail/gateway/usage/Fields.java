package org.tokentail.gateway.usage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The properties of a JSON document that are of interest, as a tree. Arrays are transparent: {@code
 * choices.delta.content} also names the content in an array of choices. Immutable once built.
 */
final class Fields {
  /** Stands for everything that is of no interest. */
  static final Fields NONE = new Fields(null);

  private final Map<String, Fields> children = new HashMap<>();
  private final String path;
  private boolean value;
  private boolean content;
  private boolean sum;

  private Fields(String path) {
    this.path = path;
  }

  /**
   * @param values paths whose values are kept
   * @param content paths whose values are only looked at: one that is not empty is content
   */
  static Fields of(List<String> values, List<String> content) {
    Fields root = new Fields("");
    values.forEach(path -> root.descend(path).value = true);
    content.forEach(path -> root.descend(path).content = true);
    return root;
  }

  /**
   * @param sums paths of values as well, whose numbers are added up where there are several
   */
  static Fields of(List<String> values, List<String> content, List<String> sums) {
    Fields root = of(values, content);
    for (String path : sums) {
      Fields field = root.descend(path);
      field.value = true;
      field.sum = true;
    }
    return root;
  }

  private Fields descend(String path) {
    Fields node = this;
    String walked = "";
    for (String name : path.split("\\.", -1)) {
      walked = walked.isEmpty() ? name : walked + "." + name;
      String at = walked;
      node = node.children.computeIfAbsent(name, any -> new Fields(at));
    }
    return node;
  }

  Fields child(String name) {
    return children.getOrDefault(name, NONE);
  }

  String path() {
    return path;
  }

  boolean isValue() {
    return value;
  }

  boolean isSum() {
    return sum;
  }

  boolean isContent() {
    return content;
  }
}
