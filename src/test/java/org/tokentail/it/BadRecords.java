package org.tokentail.it;

import static org.tokentail.it.BadCall.property;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Properties that are wrong: of another type, or out of range. */
final class BadRecords {
  private BadRecords() {}

  static Stream<BadCall> all() {
    return Stream.of(types(), numbers(), texts(), times(), metadata(), whole()).flatMap(c -> c);
  }

  private static Stream<BadCall> types() {
    return Stream.of(
        property("id", "5"),
        property("status", "1"),
        property("model", "{}"),
        property("providerName", "[\"a\"]"),
        property("stream", "\"true\""),
        property("stream", "1"),
        property("httpStatus", "\"200\""),
        property("initialTime", "1768143600"),
        property("durationMs", "\"12\""),
        property("inputTokens", "true"),
        property("price", "\"0.1\""),
        property("error", "{\"message\":\"x\"}"),
        property("attemptOf", "7"),
        property("metadata", "\"text\""),
        property("metadata", "[]"));
  }

  private static Stream<BadCall> numbers() {
    return Stream.of(
        property("inputTokens", "-1"),
        property("outputTokens", "1.5"),
        property("outputTokens", "1e3"),
        property("cacheReadInputTokens", "1000000000001"),
        property("totalTokens", "9223372036854775808"),
        property("cacheCreationInputTokens", "1e999999999"),
        property("durationMs", "-1"),
        property("firstTokenDurationMs", "99999999999999"),
        property("httpStatus", "99"),
        property("httpStatus", "600"),
        property("httpStatus", "4294967496"),
        property("price", "-0.01"),
        property("price", "1000000000.000001"),
        property("price", "1e999999999"),
        property("inputCost", "1e2147483648").at((String) null),
        property("outputCost", "9".repeat(999)),
        property("inputTokens", "9".repeat(100_000)).at((String) null));
  }

  private static Stream<BadCall> texts() {
    return Stream.of(
        property("status", "\"done\""),
        property("status", "\"COMPLETED\""),
        property("status", "\"\""),
        property("id", "\"\""),
        property("id", "\"a b\""),
        property("id", "\"a/b\""),
        property("id", "\"ä\""),
        property("id", "\"a\\n\""),
        property("id", quoted(129)),
        property("attemptOf", "\"a b\""),
        property("type", quoted(65)),
        property("model", quoted(257)),
        property("endpoint", quoted(1_025)),
        property("sessionId", quoted(257)),
        property("serviceTier", quoted(65)),
        property("failoverInfo", quoted(4_097)),
        property("error", quoted(16_385)),
        property("upstreamError", quoted(1_000_000)),
        property("model", "\"a\\u0000b\""),
        property("clientId", "\"\\ud800\""),
        property("clientId", "\"\\udc00\\ud800\""),
        property("error", "\"x\\ud83d y\""));
  }

  private static Stream<BadCall> times() {
    return Stream.of(
        property("initialTime", "\"yesterday\""),
        property("initialTime", "\"\""),
        property("initialTime", "\"2026-01-11\""),
        property("initialTime", "\"2026-01-11T15:00:00\""),
        property("initialTime", "\"2026-02-30T15:00:00Z\""),
        property("initialTime", "\"1999-12-31T23:59:59Z\""),
        property("completeTime", "\"2100-01-01T00:00:00Z\""),
        property("firstTokenTime", "\"+999999999-01-01T00:00:00Z\""),
        BadCall.post(
                "completeTime before initialTime",
                "{\"initialTime\":\"2026-01-11T15:00:01Z\",\"completeTime\":\"2026-01-11T15:00:00Z\"}")
            .at("completeTime"),
        BadCall.post(
                "firstTokenTime before initialTime",
                "{\"initialTime\":\"2026-01-11T15:00:01Z\",\"firstTokenTime\":\"2026-01-11T15:00:00Z\"}")
            .at("firstTokenTime"));
  }

  private static Stream<BadCall> metadata() {
    String entries =
        IntStream.range(0, 33).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));
    return Stream.of(
        property("metadata", "{" + entries + "}"),
        property("metadata", "{\"a\":{}}").at("metadata.a"),
        property("metadata", "{\"a\":[1]}").at("metadata.a"),
        property("metadata", "{\"\":1}"),
        property("metadata", "{\"" + "k".repeat(65) + "\":1}"),
        property("metadata", "{\"a\":" + quoted(1_025) + "}").at("metadata.a"),
        property("metadata", "{\"a\":\"\\u0000\"}").at("metadata.a"),
        property("metadata", "{\"\\u0000\":1}"),
        property("metadata", "{\"a\":1e999999999}").at("metadata.a"),
        property("metadata", "{\"a\":1e-999999999}").at("metadata.a"),
        property("metadata", "{\"a\":" + "9".repeat(900) + "}").at("metadata.a"));
  }

  private static Stream<BadCall> whole() {
    return Stream.of(
        BadCall.post("second of an array", "[{},{\"price\":-1},{}]").at("price", 1),
        BadCall.post("null in an array", "[{},null]").at(1),
        BadCall.post("array in an array", "[[{}]]").at(0),
        BadCall.lines("third line", "{}\n\n{}\n{\"inputTokens\":-4}\n").at("inputTokens", 2),
        BadCall.patch("change of another id", "logs/a", "{\"id\":\"b\"}").at("id"),
        BadCall.patch("change with a bad property", "logs/a", "{\"price\":-1}").at("price"),
        BadCall.patch("change of a bad id", "logs/a%20b", "{}").at("id"),
        BadCall.patch("change of a long id", "logs/" + "a".repeat(129), "{}").at("id"));
  }

  private static String quoted(int length) {
    return '"' + "x".repeat(length) + '"';
  }
}
