package org.tokentail.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.tokentail.it.BadCall.lines;
import static org.tokentail.it.BadCall.login;
import static org.tokentail.it.BadCall.patch;
import static org.tokentail.it.BadCall.post;
import static org.tokentail.it.BadCall.send;

import java.util.stream.Stream;

/** Bodies that are not what they should be, and methods and types that are not served. */
final class BadBodies {
  private static final String JSON = "application/json";
  private static final String NDJSON = "application/x-ndjson";

  private BadBodies() {}

  static Stream<BadCall> all() {
    return Stream.of(malformed(), bytes(), types(), methods(), logins()).flatMap(c -> c);
  }

  private static Stream<BadCall> malformed() {
    return Stream.of(
        post("empty body", ""),
        post("blank body", " \n"),
        post("half an object", "{\"model\":\"gpt"),
        post("no JSON", "model=gpt-5"),
        post("single quotes", "{'model':'a'}"),
        post("comment", "{/* */}"),
        post("trailing comma", "{\"model\":\"a\",}"),
        post("trailing garbage", "{\"model\":\"a\"} x"),
        post("second object", "{\"model\":\"a\"}{\"model\":\"b\"}"),
        post("NaN", "{\"price\":NaN}"),
        post("leading zeros", "{\"inputTokens\":007}"),
        post("duplicate keys", "{\"model\":\"a\",\"model\":\"b\"}"),
        post("duplicate keys further down", "{\"x\":{\"a\":1,\"a\":2}}"),
        post("line break in a text", "{\"model\":\"a\nb\"}"),
        post("number", "5"),
        post("text", "\"record\""),
        post("null", "null"),
        post("empty array", "[]"),
        post("33 levels", "{\"x\":" + "[".repeat(32) + "]".repeat(32) + "}"),
        post("1,000 arrays deep", "[".repeat(1_000) + "]".repeat(1_000)),
        post("100,000 objects deep", "{\"a\":".repeat(100_000)),
        lines("no lines", ""),
        lines("blank lines", "\n\n \n"),
        lines("array in a line", "{}\n[{}]").at(1),
        lines("two records in a line", "{}{}").at(0),
        lines("record over two lines", "{\"model\":\n\"a\"}").at(0),
        lines("malformed third line", "{}\n\n{}\n{\"model\"").at(2),
        lines("deep line", "{}\n" + "[".repeat(5_000)).at(1),
        patch("change: empty body", "logs/a", ""),
        patch("change: array", "logs/a", "[{}]"),
        patch("change: malformed", "logs/a", "{\"status\":completed}"),
        patch("change: deep", "logs/a", "{\"metadata\":" + "[".repeat(2_000)));
  }

  private static Stream<BadCall> bytes() {
    return Stream.of(
        invalid("lone byte FF", JSON, "\u00ff"),
        invalid("continuation without a start", JSON, "\u0080"),
        invalid("half a sequence", JSON, "\u00e2\u0082"),
        invalid("overlong NUL", JSON, "\u00c0\u0080"),
        invalid("overlong slash", JSON, "\u00c0\u00af"),
        invalid("surrogate as three bytes", JSON, "\u00ed\u00a0\u0080"),
        invalid("beyond Unicode", JSON, "\u00f5\u0080\u0080\u0080"),
        invalid("lone byte FF in a line", NDJSON, "\u00ff").at(0),
        invalid("half a sequence in a line", NDJSON, "\u00e2\u0082").at(0),
        invalid("surrogate as three bytes in a line", NDJSON, "\u00ed\u00a0\u0080").at(0),
        send("NUL bytes", "POST", "logs", JSON, new byte[4]),
        send("compressed", "POST", "logs", JSON, new byte[] {0x1f, (byte) 0x8b, 8, 0}));
  }

  private static Stream<BadCall> types() {
    byte[] record = BadCall.bytes("{}");
    return Stream.of(
        send("no content type", "POST", "logs", null, record).gives(415),
        send("plain text", "POST", "logs", "text/plain", record).gives(415),
        send("form", "POST", "logs", "application/x-www-form-urlencoded", record).gives(415),
        send("XML", "POST", "logs", "application/xml", BadCall.bytes("<a/>")).gives(415),
        send("no type at all", "POST", "logs", "json", record).gives(415),
        send("lines for a change", "PATCH", "logs/a", NDJSON, record).gives(415),
        send("change without a content type", "PATCH", "logs/a", null, record).gives(415),
        send("form for the login", "POST", "session", "application/x-www-form-urlencoded", record)
            .gives(415),
        BadCall.get("HTML for a page", "logs").with("Accept", "text/html").gives(406),
        BadCall.get("JSON for a stream", "logs/stream").with("Accept", JSON).gives(406));
  }

  private static Stream<BadCall> methods() {
    byte[] record = BadCall.bytes("{}");
    return Stream.of(
            send("PUT a record", "PUT", "logs/a", JSON, record),
            send("PUT all", "PUT", "logs", JSON, record),
            send("DELETE a record", "DELETE", "logs/a", null, new byte[0]),
            send("PATCH all", "PATCH", "logs", JSON, record),
            send("POST to a record", "POST", "logs/a", JSON, record),
            send("POST to the stream", "POST", "logs/stream", JSON, record),
            send("POST to the health", "POST", "health", JSON, record),
            send("PUT the session", "PUT", "session", JSON, record))
        .map(call -> call.gives(405));
  }

  private static Stream<BadCall> logins() {
    return Stream.of(
        login("login: empty", ""),
        login("login: no JSON", "key=a"),
        login("login: array", "[]").at("key"),
        login("login: no key", "{}").at("key"),
        login("login: number", "{\"key\":5}").at("key"),
        login("login: null", "{\"key\":null}").at("key"),
        login("login: key twice", "{\"key\":\"a\",\"key\":\"b\"}"),
        login("login: huge", "{\"key\":\"" + "k".repeat(100_000) + "\"}").gives(413),
        login("login: deep", "[".repeat(3_000)),
        login("login: wrong key", "{\"key\":\"\\u0000\\ud800\"}").gives(401));
  }

  /** A record with these bytes in a text. */
  private static BadCall invalid(String what, String type, String bytes) {
    byte[] body = ("{\"model\":\"a" + bytes + "b\"}").getBytes(ISO_8859_1);
    return send("UTF-8: " + what, "POST", "logs", type, body);
  }
}
