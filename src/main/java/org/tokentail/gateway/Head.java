package org.tokentail.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The headers of a caller's request, copied: the container uses its request again as soon as the
 * answer is over. Immutable.
 */
record Head(List<Field> fields) {

  /** One header line. */
  record Field(String name, String value) {
    boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  static Head of(HttpServletRequest request) {
    List<Field> fields = new ArrayList<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      for (String value : Collections.list(request.getHeaders(name))) {
        fields.add(new Field(name, value));
      }
    }
    return new Head(List.copyOf(fields));
  }

  /** The first value of a header, whatever its case; null when it is not there. */
  String first(String name) {
    for (Field field : fields) {
      if (field.is(name)) {
        return field.value();
      }
    }
    return null;
  }

  List<String> all(String name) {
    return fields.stream().filter(field -> field.is(name)).map(Field::value).toList();
  }

  /**
   * Whether the container knows where the body ends. It reads chunks; a body of any other transfer
   * coding (RFC 9112, section 6.1) it takes for an empty one, and what follows for a request; so it
   * does with chunks of HTTP/1.0.
   *
   * @param protocol of the request, such as HTTP/1.1
   */
  boolean hasReadableBody(String protocol) {
    List<String> codings = all("transfer-encoding");
    return codings.isEmpty()
        || (codings.size() == 1
            && codings.get(0).strip().equalsIgnoreCase("chunked")
            && !protocol.equals("HTTP/1.0"));
  }

  /** Leaves the values out: some are keys. */
  @Override
  public String toString() {
    return "Head[%d fields]".formatted(fields.size());
  }
}
