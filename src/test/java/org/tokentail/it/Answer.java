package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;

/** What the server answered. */
record Answer(int status, HttpHeaders headers, String body) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  JsonNode json() {
    return parse(body);
  }

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + json, e);
    }
  }

  /** The value of a header, empty when it is not there. */
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** This answer, provided it has that status. */
  Answer is(int expected) {
    assertThat(status).as("status of the answer %s", body).isEqualTo(expected);
    return this;
  }

  /** The problem in this answer, provided it is a whole one with that status. */
  JsonNode problem(int expected) {
    is(expected);
    assertThat(header("content-type")).isEqualTo("application/problem+json");
    JsonNode problem = json();
    assertThat(problem.path("status").asInt()).isEqualTo(expected);
    assertThat(problem.path("type").asText()).isEqualTo("about:blank");
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("detail").asText()).isNotBlank();
    return problem;
  }

  /** The ids of a page or of a write, in their order. */
  List<String> ids() {
    List<String> ids = new ArrayList<>();
    if (json().has("ids")) {
      json().path("ids").forEach(id -> ids.add(id.asText()));
    } else {
      json().path("requests").forEach(record -> ids.add(record.path("id").asText()));
    }
    return ids;
  }
}
