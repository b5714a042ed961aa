package org.tokentail.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The request of a client of the stream. */
final class HttpRequestHead {
  private HttpRequestHead() {}

  static byte[] get(URI uri, Map<String, String> headers) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    StringBuilder head = new StringBuilder();
    head.append("GET ").append(uri.getRawPath()).append(query).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(uri.getRawAuthority()).append("\r\n");
    head.append("Accept: text/event-stream\r\nCache-Control: no-cache\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }
}
