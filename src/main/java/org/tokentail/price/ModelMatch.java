package org.tokentail.price;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Which names a rule of the price table is meant for. Names are to be given in lower case: only
 * regular expressions distinguish.
 */
final class ModelMatch {
  private ModelMatch() {}

  /**
   * @param rule {@code {"starts_with":"gpt-5"}}, {@code {"or":[...]}} and so on; missing: matches
   *     nothing
   */
  static Predicate<String> of(JsonNode rule) {
    if (!rule.isObject() || rule.isEmpty()) {
      return name -> false;
    }
    Map.Entry<String, JsonNode> only = rule.properties().iterator().next();
    JsonNode operand = only.getValue();
    String text = operand.asText().toLowerCase(Locale.ROOT);
    return switch (only.getKey()) {
      case "or" -> all(operand).reduce(Predicate::or).orElse(name -> false);
      case "and" -> all(operand).reduce(Predicate::and).orElse(name -> false);
      case "equals" -> text::equals;
      case "starts_with" -> name -> name.startsWith(text);
      case "ends_with" -> name -> name.endsWith(text);
      case "contains" -> name -> name.contains(text);
      case "regex" -> Pattern.compile(operand.asText()).asPredicate();
      default -> throw new IllegalArgumentException("The price table has a new rule: " + rule);
    };
  }

  private static Stream<Predicate<String>> all(JsonNode rules) {
    return StreamSupport.stream(rules.spliterator(), false).map(ModelMatch::of);
  }
}
