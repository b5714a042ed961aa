package org.tokentail.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The head of a request. */
final class HttpRequestHead {
  private HttpRequestHead() {}

  /** Of a client of the stream. */
  static byte[] get(URI uri, Map<String, String> headers) {
    return head("GET", uri, "Accept: text/event-stream\r\nCache-Control: no-cache\r\n", headers);
  }

  /**
   * @param headers with the length of the body that follows
   */
  static byte[] post(URI uri, Map<String, String> headers) {
    return head("POST", uri, "Content-Type: application/json\r\n", headers);
  }

  private static byte[] head(String method, URI uri, String lines, Map<String, String> headers) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(uri.getRawPath()).append(query).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(uri.getRawAuthority()).append("\r\n").append(lines);
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }
}
