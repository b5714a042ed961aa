package org.tokentail.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A WHERE clause under construction: conditions that must all hold, and the values they are bound
 * to.
 */
public final class SqlCondition {
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> bindings = new LinkedHashMap<>();

  /** Adds a condition that uses no value. */
  public SqlCondition and(String sql) {
    conditions.add(sql);
    return this;
  }

  /** Adds a condition on {@code :name}; nothing when the value is null. */
  public SqlCondition and(String sql, String name, Object value) {
    if (value != null) {
      conditions.add(sql);
      bindings.put(name, value);
    }
    return this;
  }

  /** Binds a value that a condition uses besides its own. */
  SqlCondition bind(String name, Object value) {
    bindings.put(name, value);
    return this;
  }

  /** Adds that one of the columns has one of the values; nothing when there are no values. */
  SqlCondition anyOf(String name, Collection<?> values, String... columns) {
    if (values.isEmpty()) {
      return this;
    }
    List<String> names = new ArrayList<>();
    for (Object value : values) {
      String parameter = name + names.size();
      names.add(":" + parameter);
      bindings.put(parameter, value);
    }
    String list = String.join(", ", names);
    conditions.add(
        List.of(columns).stream()
            .map(column -> column + " in (" + list + ")")
            .collect(Collectors.joining(" or ", "(", ")")));
    return this;
  }

  /** {@code where ...}, or nothing without a condition. */
  public String where() {
    return conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
  }

  public Map<String, Object> bindings() {
    return bindings;
  }
}
