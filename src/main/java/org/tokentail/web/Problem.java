package org.tokentail.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.core.Response;
import org.tokentail.log.Json;

/**
 * An error as RFC 9457 has it.
 *
 * @param detail what was wrong and what to do
 * @param field the offending property or parameter; null: none
 * @param index position of the record in the call, from 0; null: none
 */
record Problem(String type, String title, int status, String detail, String field, Integer index) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(int status, String title, String detail) {
    return new Problem("about:blank", title, status, detail, null, null);
  }

  Problem at(String offendingField, Integer position) {
    return new Problem(type, title, status, detail, offendingField, position);
  }

  Response.ResponseBuilder response() {
    return Response.status(status).type(MEDIA_TYPE).entity(json());
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
