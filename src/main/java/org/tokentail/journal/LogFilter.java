package org.tokentail.journal;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tokentail.log.Caller;
import org.tokentail.log.InvalidInputException;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;

/**
 * Which requests are asked for (docs/PROTOCOL.md, "Reading"). One predicate, two executions: as SQL
 * and in memory.
 *
 * @param values of each field that filters; a record has to have one of them
 * @param cost of the price, in US dollars
 * @param durationMs of the duration, in milliseconds
 * @param q text to be found whatever its case; null: any
 */
public record LogFilter(
    Map<FilterField, Set<Object>> values,
    Range<BigDecimal> cost,
    Range<Long> durationMs,
    String q) {
  /** Matches every request. */
  public static final LogFilter ALL = new LogFilter(Map.of(), Range.any(), Range.any(), null);

  private static final int MAX_VALUES = 50;
  private static final int MAX_Q = 200;

  /** A field without values filters nothing. */
  public LogFilter {
    Map<FilterField, Set<Object>> filtering = new EnumMap<>(FilterField.class);
    values.forEach(
        (field, asked) -> {
          if (!asked.isEmpty()) {
            filtering.put(field, Set.copyOf(asked));
          }
        });
    values = Collections.unmodifiableMap(filtering);
  }

  /**
   * The filter that query parameters describe. A parameter that is missing or empty filters
   * nothing.
   *
   * @throws InvalidInputException naming the parameter and what it may be
   */
  public static LogFilter parse(Map<String, List<String>> parameters) {
    Map<FilterField, Set<Object>> values = new EnumMap<>(FilterField.class);
    for (FilterField field : FilterField.values()) {
      values.put(field, values(parameters, field));
    }
    return new LogFilter(
        values,
        Range.of(
            "minCost",
            Parameters.dollars("minCost", once(parameters, "minCost")),
            "maxCost",
            Parameters.dollars("maxCost", once(parameters, "maxCost"))),
        Range.of(
            "minDurationMs",
            Parameters.milliseconds("minDurationMs", once(parameters, "minDurationMs")),
            "maxDurationMs",
            Parameters.milliseconds("maxDurationMs", once(parameters, "maxDurationMs"))),
        text(once(parameters, "q")));
  }

  private static Set<Object> values(Map<String, List<String>> parameters, FilterField field) {
    List<String> given = parameters.getOrDefault(field.wire(), List.of());
    if (given.size() > MAX_VALUES) {
      throw InvalidInputException.parameter(
          field.wire(), "%s may be given at most %d times.".formatted(field.wire(), MAX_VALUES));
    }
    return given.stream()
        .filter(value -> !value.isEmpty())
        .map(field::parse)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Null where it is missing or empty. */
  private static String once(Map<String, List<String>> parameters, String name) {
    List<String> given =
        parameters.getOrDefault(name, List.of()).stream()
            .filter(value -> !value.isEmpty())
            .distinct()
            .toList();
    if (given.size() > 1) {
      throw InvalidInputException.parameter(name, name + " may be given once.");
    }
    return given.isEmpty() ? null : given.get(0);
  }

  private static String text(String q) {
    if (q != null && (q.length() > MAX_Q || q.indexOf('\0') >= 0)) {
      throw InvalidInputException.parameter(
          "q", "q must be text of at most %d characters without NUL.".formatted(MAX_Q));
    }
    return q;
  }

  /** The values that a field may have; empty: any. */
  public Set<Object> of(FilterField field) {
    return values.getOrDefault(field, Set.of());
  }

  /** Whether a field may have this value. */
  public boolean allows(FilterField field, Object value) {
    return !values.containsKey(field) || values.get(field).contains(value);
  }

  /** Whether this record is asked for. */
  public boolean matches(RequestLog log) {
    for (Map.Entry<FilterField, Set<Object>> entry : values.entrySet()) {
      if (!entry.getKey().isOneOf(entry.getValue(), log)) {
        return false;
      }
    }
    return cost.holds(log.state().cost().price())
        && durationMs.holds(log.state().timing().durationMs())
        && (q == null || contains(log));
  }

  /** The same as SQL over {@code request_log}. */
  public SqlCondition sql() {
    SqlCondition condition = new SqlCondition();
    values.forEach(
        (field, asked) ->
            condition.anyOf(field.wire(), asked, field.columns().toArray(String[]::new)));
    cost.addTo(condition, "price");
    durationMs.addTo(condition, "duration_ms");
    String found =
        Stream.of(
                "id",
                "model",
                "provider_name",
                "channel_id",
                "channel_name",
                "session_id",
                "client_id",
                "error")
            .map("lower(%s) like :q escape '!'"::formatted)
            .collect(Collectors.joining(" or ", "(", ")"));
    return condition.and(found, "q", pattern());
  }

  /** The same for one value of a field. */
  LogFilter with(FilterField field, Object value) {
    Map<FilterField, Set<Object>> others = new EnumMap<>(FilterField.class);
    others.putAll(values);
    others.put(field, Set.of(value));
    return new LogFilter(others, cost, durationMs, q);
  }

  /** Whether none of the fields is found in one or another column. */
  boolean hasOneColumnEach() {
    return values.keySet().stream().allMatch(field -> field.columns().size() == 1);
  }

  /** The query parameters that describe it, by name; those that filter nothing are left out. */
  public Map<String, Set<String>> parameters() {
    Map<String, Set<String>> parameters = new TreeMap<>();
    values.forEach(
        (field, asked) ->
            parameters.put(
                field.wire(), asked.stream().map(String::valueOf).collect(Collectors.toSet())));
    put(parameters, "minCost", cost.min() == null ? null : cost.min().toPlainString());
    put(parameters, "maxCost", cost.max() == null ? null : cost.max().toPlainString());
    put(parameters, "minDurationMs", durationMs.min());
    put(parameters, "maxDurationMs", durationMs.max());
    put(parameters, "q", q);
    return parameters;
  }

  private static void put(Map<String, Set<String>> parameters, String name, Object value) {
    if (value != null) {
      parameters.put(name, Set.of(value.toString()));
    }
  }

  private boolean contains(RequestLog log) {
    String text = q.toLowerCase(Locale.ROOT);
    Target target = log.state().target();
    Caller caller = log.state().caller();
    return Stream.of(
            log.id(),
            target.model(),
            target.providerName(),
            target.channelId(),
            target.channelName(),
            caller.sessionId(),
            caller.clientId(),
            log.state().failure().error())
        .anyMatch(value -> value != null && value.toLowerCase(Locale.ROOT).contains(text));
  }

  /** The same, of pending requests only; empty where these are not asked for. */
  public Optional<LogFilter> pending() {
    String pending = RequestStatus.PENDING.wire();
    return allows(FilterField.STATUS, pending)
        ? Optional.of(with(FilterField.STATUS, Set.of(pending)))
        : Optional.empty();
  }

  /** The same whatever the value of a field. */
  public LogFilter without(FilterField field) {
    return with(field, Set.of());
  }

  /** The same with these values of a field. */
  public LogFilter with(FilterField field, Set<?> asked) {
    Map<FilterField, Set<Object>> others = new EnumMap<>(FilterField.class);
    others.putAll(values);
    others.put(field, Set.copyOf(asked));
    return new LogFilter(others, cost, durationMs, q);
  }

  /** The same whatever the text. */
  LogFilter withoutText() {
    return new LogFilter(values, cost, durationMs, null);
  }

  /** What of it has an index: whole values, but for {@code stream}, which has two. */
  LogFilter indexed() {
    return new LogFilter(values, Range.any(), Range.any(), null).without(FilterField.STREAM);
  }

  /** Whether it asks for nothing else than that the fields have these values. */
  public boolean isOnly(Predicate<FilterField> fields) {
    return cost.isAny()
        && durationMs.isAny()
        && q == null
        && values.keySet().stream().allMatch(fields);
  }

  /** What LIKE has to match, with {@code !} as its escape character; null for any text. */
  String pattern() {
    return q == null ? null : "%" + q.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
  }
}
