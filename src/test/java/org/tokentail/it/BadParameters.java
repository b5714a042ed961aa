package org.tokentail.it;

import static org.tokentail.it.BadCall.get;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;

/** Parameters and headers that are wrong, and paths that do not exist. */
final class BadParameters {
  private BadParameters() {}

  static Stream<BadCall> all() {
    return Stream.of(page(), filters(), positions(), stats(), paths()).flatMap(c -> c);
  }

  private static Stream<BadCall> page() {
    return Stream.of(
        parameter("logs", "limit", "0"),
        parameter("logs", "limit", "-1"),
        parameter("logs", "limit", "501"),
        parameter("logs", "limit", "1000000000"),
        parameter("logs", "limit", "1e9"),
        parameter("logs", "limit", "abc"),
        parameter("logs", "limit", "99999999999999999999"),
        parameter("logs", "limit", "%00"),
        parameter("logs", "before", "garbage"),
        parameter("logs", "before", "%00"),
        parameter("logs", "before", "%C3%A4"),
        parameter("logs", "before", key("1768143600123")),
        parameter("logs", "before", key("-1/a")),
        parameter("logs", "before", key("1768143600123/a b")),
        parameter("logs", "before", key("1768143600123/\0")),
        parameter("logs", "before", key("9999999999999999/a")),
        parameter("logs", "from", "yesterday"),
        parameter("logs", "from", "2026-01-11"),
        parameter("logs", "from", "2026-01-11T15:00:00"),
        parameter("logs", "from", "2026-01-11T15:00:00+01:00"),
        parameter("logs", "from", "1999-12-31T23:59:59Z"),
        parameter("logs", "to", "2100-01-01T00:00:00Z"),
        parameter("logs", "to", "2026-02-30T00:00:00Z"),
        parameter("logs", "to", "%2B999999999-01-01T00:00:00Z"),
        parameter("logs", "to", "%00"));
  }

  private static Stream<BadCall> filters() {
    String many = "model=a" + "&model=a".repeat(50);
    return Stream.of(
            "logs", "logs/stats", "logs/stats/history", "logs/stream", "logs/facets", "logs/export")
        .flatMap(
            path ->
                Stream.of(
                    parameter(path, "status", "done"),
                    parameter(path, "status", "PENDING"),
                    parameter(path, "httpStatus", "abc"),
                    parameter(path, "httpStatus", "600"),
                    parameter(path, "httpStatus", "-200"),
                    parameter(path, "provider", "a%00b"),
                    parameter(path, "sessionId", "%00"),
                    parameter(path, "channel", "c".repeat(1_025)),
                    parameter(path, "stream", "yes"),
                    parameter(path, "stream", "TRUE"),
                    parameter(path, "attemptOf", "a%00b"),
                    parameter(path, "minCost", "-0.01"),
                    parameter(path, "minCost", "cheap"),
                    parameter(path, "minCost", "1e999999999"),
                    parameter(path, "maxCost", "1000000000.01"),
                    parameter(path, "maxCost", "0.0000000000001"),
                    parameter(path, "minDurationMs", "-1"),
                    parameter(path, "minDurationMs", "1.5"),
                    parameter(path, "maxDurationMs", "1000000000001"),
                    parameter(path, "maxDurationMs", "99999999999999999999"),
                    get(path + ": min above max", path + "?minCost=2&maxCost=1").at("minCost"),
                    get(path + ": longer than at most", path + "?minDurationMs=2&maxDurationMs=1")
                        .at("minDurationMs"),
                    get(path + ": minCost twice", path + "?minCost=1&minCost=2").at("minCost"),
                    parameter(path, "q", "%00"),
                    parameter(path, "q", "q".repeat(201)),
                    get(path + ": 51 values", path + "?" + many).at("model"),
                    get(path + ": q twice", path + "?q=a&q=b").at("q")));
  }

  private static Stream<BadCall> positions() {
    return Stream.of(
        parameter("logs/stream", "events", "created,nothing"),
        parameter("logs/stream", "events", "heartbeat"),
        parameter("logs/stream", "events", "%00"),
        parameter("logs/stream", "format", "xml"),
        parameter("logs/stream", "format", "SSE"),
        parameter("logs/stream", "format", "%00"),
        parameter("logs/stream", "lastEventId", "garbage"),
        parameter("logs/stream", "lastEventId", "abc"),
        parameter("logs/stream", "lastEventId", "abc-"),
        parameter("logs/stream", "lastEventId", "-5"),
        parameter("logs/stream", "lastEventId", "abc--5"),
        parameter("logs/stream", "lastEventId", "abc-1.5"),
        parameter("logs/stream", "lastEventId", "ABC-1"),
        parameter("logs/stream", "lastEventId", "abc-99999999999999999999"),
        parameter("logs/stream", "lastEventId", "abc-%00"),
        parameter("logs/stream", "lastEventId", "a".repeat(2_000) + "-1"),
        get("Last-Event-ID: garbage", "logs/stream")
            .with("Last-Event-ID", "garbage")
            .at("Last-Event-ID"),
        get("Last-Event-ID decides, even over a good parameter", "logs/stream?lastEventId=abc-1")
            .with("Last-Event-ID", "5")
            .at("Last-Event-ID"));
  }

  private static Stream<BadCall> stats() {
    return Stream.of(
        parameter("logs/stats", "from", "now"),
        parameter("logs/stats", "to", "2026-13-01T00:00:00Z"),
        delete("").at("before"),
        delete("?before=yesterday").at("before"),
        delete("?before=2001-01-01T00:00:00Z&dryRun=perhaps").at("dryRun"),
        parameter("logs/stats/history", "duration", "0h"),
        parameter("logs/stats/history", "duration", "30s"),
        parameter("logs/stats/history", "duration", "731d"),
        parameter("logs/stats/history", "duration", "soon"),
        parameter("logs/stats/history", "from", "2098-01-01T00:00:00Z"),
        parameter("logs/stats/history", "from", "2000-01-01T00:00:00Z"),
        parameter("logs/stats/history", "zone", "Mars/Phobos"),
        parameter("logs/stats/history", "zone", "%00"),
        parameter("logs/stats/history", "by", "cost"),
        get("no format", "logs/export").at("format"),
        parameter("logs/export", "format", "xlsx"),
        parameter("logs/export", "format", "CSV"),
        get("no such column", "logs/export?format=csv&columns=id,cost").at("columns"),
        get("a column twice", "logs/export?format=ndjson&columns=id,id").at("columns"),
        get("NUL as a column", "logs/export?format=csv&columns=%00").at("columns"),
        parameter("logs/export", "from", "yesterday"),
        parameter("logs/facets", "field", "cost"),
        parameter("logs/facets", "field", "attemptOf"),
        parameter("logs/facets", "field", "%00"),
        parameter("logs/facets", "to", "now"),
        get(
                "facets: from after to",
                "logs/facets?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z")
            .at("from"),
        parameter("logs/sessions/active", "threshold", "0s"),
        parameter("logs/sessions/active", "threshold", "25h"),
        parameter("logs/sessions/active", "threshold", "-5m"),
        parameter("logs/sessions/active", "threshold", "30"),
        parameter("logs/sessions/active", "threshold", "soon"),
        parameter("logs/sessions/active", "threshold", "2d"),
        parameter("logs/sessions/active", "threshold", "99999999999999999999h"),
        parameter("logs/sessions/active", "threshold", ""),
        parameter("logs/sessions/active", "threshold", "%00"));
  }

  private static Stream<BadCall> paths() {
    return Stream.of(
            get("no such path", "nothing"),
            get("no such record", "logs/no-such-record"),
            get("a path below a record", "logs/a/b"),
            get("no such sessions", "logs/sessions/all"),
            get("the API itself", ""))
        .map(call -> call.gives(404));
  }

  private static BadCall delete(String parameters) {
    return BadCall.send("DELETE" + parameters, "DELETE", "logs" + parameters, null, new byte[0]);
  }

  private static BadCall parameter(String path, String name, String value) {
    String shown = value.length() <= 40 ? value : value.substring(0, 40) + "…";
    return get("%s?%s=%s".formatted(path, name, shown), "%s?%s=%s".formatted(path, name, value))
        .at(name);
  }

  private static String key(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
