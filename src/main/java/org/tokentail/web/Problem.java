package org.tokentail.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.tokentail.log.Json;

/**
 * An error as RFC 9457 has it.
 *
 * @param detail what was wrong and what to do
 * @param field the offending property or parameter; null: none
 * @param index position of the record in the call, from 0; null: none
 */
public record Problem(
    String type, String title, int status, String detail, String field, Integer index) {
  public static final String MEDIA_TYPE = "application/problem+json";

  public static Problem of(int status, String title, String detail) {
    return new Problem("about:blank", title, status, detail, null, null);
  }

  Problem at(String offendingField, Integer position) {
    return new Problem(type, title, status, detail, offendingField, position);
  }

  Response.ResponseBuilder response() {
    return Response.status(status).type(MEDIA_TYPE).entity(json());
  }

  /**
   * Answers with it, ahead of JAX-RS.
   *
   * @throws IOException when nobody takes it
   */
  public void send(HttpServletResponse response) throws IOException {
    send(status, json(), response);
  }

  static void send(int status, String json, HttpServletResponse response) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(MEDIA_TYPE);
    response.setContentLength(body.length);
    response.setHeader("Cache-Control", "no-store");
    // As bytes: a writer would add a charset, which problem+json does not have.
    response.getOutputStream().write(body);
  }

  /** Written here: what the client accepts must not decide whether it learns of its error. */
  String json() {
    try {
      return Json.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A problem is text and numbers", e);
    }
  }
}
