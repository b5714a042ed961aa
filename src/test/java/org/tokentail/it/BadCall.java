package org.tokentail.it;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A call that must be refused.
 *
 * @param what its name in the report
 * @param status of the refusal
 * @param field named by the problem; null: none
 * @param index of the record, named by the problem; null: none
 */
record BadCall(
    String what,
    String method,
    String path,
    Map<String, String> headers,
    BodyPublisher body,
    int status,
    String field,
    Integer index) {
  private static final String JSON = "application/json";

  static BadCall get(String what, String path) {
    return new BadCall(what, "GET", path, Map.of(), BodyPublishers.noBody(), 400, null, null);
  }

  static BadCall post(String what, String body) {
    return send(what, "POST", "logs", JSON, bytes(body));
  }

  static BadCall lines(String what, String body) {
    return send(what, "POST", "logs", "application/x-ndjson", bytes(body));
  }

  static BadCall patch(String what, String path, String body) {
    return send(what, "PATCH", path, JSON, bytes(body));
  }

  static BadCall login(String what, String body) {
    return send(what, "POST", "session", JSON, bytes(body));
  }

  /**
   * @param contentType null: none
   */
  static BadCall send(String what, String method, String path, String contentType, byte[] body) {
    Map<String, String> headers =
        contentType == null ? Map.of() : Map.of("Content-Type", contentType);
    return new BadCall(
        what, method, path, headers, BodyPublishers.ofByteArray(body), 400, null, null);
  }

  /** A property of a record that is wrong. */
  static BadCall property(String field, String value) {
    String shown = value.length() <= 40 ? value : value.substring(0, 40) + "…";
    return post(field + ": " + shown, "{\"%s\":%s}".formatted(field, value)).at(field);
  }

  BadCall at(String wrongField) {
    return new BadCall(what, method, path, headers, body, status, wrongField, index);
  }

  BadCall at(String wrongField, int position) {
    return new BadCall(what, method, path, headers, body, status, wrongField, position);
  }

  BadCall at(int position) {
    return at(field, position);
  }

  BadCall gives(int other) {
    return new BadCall(what, method, path, headers, body, other, field, index);
  }

  BadCall with(String header, String value) {
    return new BadCall(what, method, path, Map.of(header, value), body, status, field, index);
  }

  Answer to(Api api) {
    HttpRequest.Builder request = api.request(path).method(method, body);
    headers.forEach(request::header);
    return api.send(request);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return what;
  }
}
