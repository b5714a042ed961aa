package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tokentail.load.CodingScripts;
import org.tokentail.load.Delivery;
import org.tokentail.load.Framing;
import org.tokentail.load.Mirror;
import org.tokentail.load.WireCaller;
import org.tokentail.load.WireReply;

/**
 * Requests of the shape that command-line clients send: the headers, tens of kilobytes with a
 * length, head and body in one write. {@code mvn -Pclients verify} has the clients themselves send
 * theirs.
 */
interface CodingClientTests extends GatewayTests {
  ObjectMapper JSON = new ObjectMapper();

  @Test
  default void aRequestLikeThatOfCodexIsAnswered() throws IOException {
    ObjectNode body = JSON.createObjectNode().put("model", "gpt-5").put("stream", true);
    ArrayNode input = body.putArray("input");
    input.addObject().put("role", "developer").put("content", prose(20_000));
    input.addObject().put("role", "user").put("content", "Say hello");
    ArrayNode tools = body.putArray("tools");
    for (int i = 0; i < 9; i++) {
      tools
          .addObject()
          .put("type", "function")
          .put("name", "tool_" + i)
          .put("description", prose(2_000));
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("accept", "text/event-stream");
    headers.put("authorization", "Bearer sk-not-a-key");
    headers.put("originator", "codex_exec");
    headers.put("session-id", "01a226a2-0000-7000-8000-000000000001");
    headers.put("x-codex-turn-metadata", "{\"request_kind\":\"turn\",\"sandbox\":\"seccomp\"}");
    headers.put("user-agent", "codex_exec/0.171.0 (Debian 12.0.0; x86_64)");

    isAnswered("openai/v1/responses", headers, body);
  }

  @Test
  default void aRequestLikeThatOfGeminiCliIsAnswered() throws IOException {
    ObjectNode body = JSON.createObjectNode();
    part(body.putArray("contents").addObject().put("role", "user"), "Say hello");
    part(body.putObject("systemInstruction").put("role", "user"), prose(23_000));
    part(body.putArray("tools").addObject(), prose(7_000));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("accept", "*/*");
    headers.put("accept-language", "*");
    headers.put("sec-fetch-mode", "cors");
    headers.put("user-agent", "GeminiCLI/0.61.0/gemini-2.5-flash (linux; x64)");
    headers.put("x-goog-api-client", "google-genai-sdk/1.30.0 gl-node/v20");
    headers.put("x-goog-api-key", "not-a-key");

    isAnswered("gemini/v1beta/models/gemini-2.5-flash:streamGenerateContent", headers, body);
  }

  private static void part(ObjectNode of, String text) {
    of.putArray("parts").addObject().put("text", text);
  }

  /** Words that no compression would make small. */
  private static String prose(int length) {
    StringBuilder words = new StringBuilder();
    new Random(length)
        .ints(length, 'a', 'z' + 5)
        .forEach(c -> words.append(c > 'z' ? ' ' : (char) c));
    return words.toString();
  }

  private void isAnswered(String path, Map<String, String> headers, JsonNode json)
      throws IOException {
    provider().answers(CodingScripts.all());
    String session = Api.unique("coding");
    headers.put("x-tokentail-key", Api.KEY);
    headers.put("x-tokentail-session", session);
    headers.put("content-type", "application/json");
    byte[] body = JSON.writeValueAsBytes(json);
    try (WireCaller caller = new WireCaller(api().base())) {
      caller.post(gateway(path), headers, body, Framing.LENGTH, Delivery.ONE_WRITE, new Random(1));
      WireReply reply = caller.reply();

      assertThat(reply.header(Mirror.DIGEST))
          .as("%s %s", reply, reply.text())
          .isEqualTo(Mirror.digest(body));
      assertThat(reply.text()).contains(CodingScripts.SAID);
    }
    isRecorded(ended(session));
  }

  private static void isRecorded(JsonNode record) {
    assertThat(record.path("status").asText()).as("%s", record).isEqualTo("completed");
    assertThat(record.path("inputTokens").asInt()).isEqualTo(25);
    assertThat(record.path("outputTokens").asInt()).isEqualTo(15);
  }
}
