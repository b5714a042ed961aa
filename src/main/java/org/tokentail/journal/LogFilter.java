package org.tokentail.journal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tokentail.log.Caller;
import org.tokentail.log.Failure;
import org.tokentail.log.InvalidInputException;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;

/**
 * Which requests are asked for (docs/PROTOCOL.md, "Reading"). One predicate, two executions: as SQL
 * and in memory. An empty set matches everything.
 *
 * @param channels ids or names
 * @param q text to be found whatever its case; null: any
 */
public record LogFilter(
    Set<String> providers,
    Set<String> channels,
    Set<String> models,
    Set<RequestStatus> statuses,
    Set<String> endpoints,
    Set<String> clientIds,
    Set<String> sessionIds,
    Set<Integer> httpStatuses,
    String q) {
  /** Matches every request. */
  public static final LogFilter ALL =
      new LogFilter(
          Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null);

  private static final int MAX_VALUES = 50;
  private static final int MAX_TEXT = 1_024;
  private static final int MAX_Q = 200;

  /**
   * The filter that query parameters describe. A parameter that is missing or empty filters
   * nothing.
   *
   * @throws InvalidInputException naming the parameter and what it may be
   */
  public static LogFilter parse(Map<String, List<String>> parameters) {
    return new LogFilter(
        values(parameters, "provider", Function.identity()),
        values(parameters, "channel", Function.identity()),
        values(parameters, "model", Function.identity()),
        values(parameters, "status", LogFilter::status),
        values(parameters, "endpoint", Function.identity()),
        values(parameters, "clientId", Function.identity()),
        values(parameters, "sessionId", Function.identity()),
        values(parameters, "httpStatus", LogFilter::httpStatus),
        q(values(parameters, "q", Function.identity())));
  }

  private static <T> Set<T> values(
      Map<String, List<String>> parameters, String name, Function<String, T> conversion) {
    List<String> given = parameters.getOrDefault(name, List.of());
    if (given.size() > MAX_VALUES) {
      throw InvalidInputException.parameter(
          name, "%s may be given at most %d times.".formatted(name, MAX_VALUES));
    }
    return given.stream()
        .filter(value -> !value.isEmpty())
        .map(value -> plain(name, value))
        .map(conversion)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String plain(String name, String value) {
    if (value.length() > MAX_TEXT || value.indexOf('\0') >= 0) {
      throw InvalidInputException.parameter(
          name, "%s must be text of at most %d characters without NUL.".formatted(name, MAX_TEXT));
    }
    return value;
  }

  private static RequestStatus status(String value) {
    return RequestStatus.of(value)
        .orElseThrow(
            () ->
                InvalidInputException.parameter(
                    "status", "status must be one of " + RequestStatus.names() + "."));
  }

  private static Integer httpStatus(String value) {
    if (!value.matches("[1-5][0-9]{2}")) {
      throw InvalidInputException.parameter(
          "httpStatus", "httpStatus must be a whole number from 100 to 599.");
    }
    return Integer.valueOf(value);
  }

  private static String q(Set<String> values) {
    if (values.size() > 1) {
      throw InvalidInputException.parameter("q", "q may be given once.");
    }
    String q = values.stream().findFirst().orElse(null);
    if (q != null && q.length() > MAX_Q) {
      throw InvalidInputException.parameter(
          "q", "q must have at most %d characters.".formatted(MAX_Q));
    }
    return q;
  }

  /** Whether this record is asked for. */
  public boolean matches(RequestLog log) {
    Target target = log.state().target();
    Caller caller = log.state().caller();
    return in(providers, target.providerName())
        && (in(channels, target.channelId()) || in(channels, target.channelName()))
        && in(models, target.model())
        && in(statuses, log.state().status())
        && in(endpoints, target.endpoint())
        && in(clientIds, caller.clientId())
        && in(sessionIds, caller.sessionId())
        && in(httpStatuses, log.state().httpStatus())
        && (q == null || contains(log, target, caller, log.state().failure()));
  }

  /** The same as SQL over {@code request_log}. */
  public SqlCondition sql() {
    SqlCondition condition =
        new SqlCondition()
            .anyOf("provider", providers, "provider_name")
            .anyOf("channel", channels, "channel_id", "channel_name")
            .anyOf("model", models, "model")
            .anyOf("status", wire(statuses), "status")
            .anyOf("endpoint", endpoints, "endpoint")
            .anyOf("client", clientIds, "client_id")
            .anyOf("session", sessionIds, "session_id")
            .anyOf("http", httpStatuses, "http_status");
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

  /** The query parameters that describe it, by name; those that filter nothing are left out. */
  public Map<String, Set<String>> parameters() {
    Map<String, Set<String>> parameters = new TreeMap<>();
    parameters.put("provider", providers);
    parameters.put("channel", channels);
    parameters.put("model", models);
    parameters.put("status", wire(statuses));
    parameters.put("endpoint", endpoints);
    parameters.put("clientId", clientIds);
    parameters.put("sessionId", sessionIds);
    parameters.put(
        "httpStatus", httpStatuses.stream().map(String::valueOf).collect(Collectors.toSet()));
    parameters.put("q", q == null ? Set.of() : Set.of(q));
    parameters.values().removeIf(Set::isEmpty);
    return parameters;
  }

  private boolean contains(RequestLog log, Target target, Caller caller, Failure failure) {
    String text = q.toLowerCase(Locale.ROOT);
    return Stream.of(
            log.id(),
            target.model(),
            target.providerName(),
            target.channelId(),
            target.channelName(),
            caller.sessionId(),
            caller.clientId(),
            failure.error())
        .anyMatch(value -> value != null && value.toLowerCase(Locale.ROOT).contains(text));
  }

  /** The same, of pending requests only; empty where these are not asked for. */
  public Optional<LogFilter> pending() {
    return in(statuses, RequestStatus.PENDING)
        ? Optional.of(
            new LogFilter(
                providers,
                channels,
                models,
                Set.of(RequestStatus.PENDING),
                endpoints,
                clientIds,
                sessionIds,
                httpStatuses,
                q))
        : Optional.empty();
  }

  /** The same whatever the text. */
  LogFilter withoutText() {
    return new LogFilter(
        providers,
        channels,
        models,
        statuses,
        endpoints,
        clientIds,
        sessionIds,
        httpStatuses,
        null);
  }

  /** What LIKE has to match, with {@code !} as its escape character; null for any text. */
  String pattern() {
    return q == null ? null : "%" + q.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
  }

  private static <T> boolean in(Set<T> asked, T value) {
    return asked.isEmpty() || (value != null && asked.contains(value));
  }

  private static Set<String> wire(Set<RequestStatus> statuses) {
    return statuses.stream().map(RequestStatus::wire).collect(Collectors.toSet());
  }
}
