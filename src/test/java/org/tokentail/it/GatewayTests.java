package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.tokentail.load.TestProvider;

/** What tests of the gateway share. */
interface GatewayTests {
  Duration PATIENCE = Duration.ofSeconds(30);

  HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Api api();

  TestProvider provider();

  /** Where a client is pointed at: "anthropic/v1/messages". */
  default URI gateway(String path) {
    return api().base().resolve("gateway/" + path);
  }

  /** A request through the gateway, of a session of its own. */
  default HttpRequest.Builder through(String path, String session) {
    return HttpRequest.newBuilder(gateway(path))
        .timeout(PATIENCE)
        .header("x-tokentail-key", Api.KEY)
        .header("x-tokentail-session", session);
  }

  default HttpRequest.Builder posted(String path, String session, String json) {
    return through(path, session)
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(json));
  }

  default HttpResponse<byte[]> bytes(HttpRequest.Builder request) {
    return Api.send(request.build(), BodyHandlers.ofByteArray());
  }

  default HttpResponse<String> text(HttpRequest.Builder request) {
    return Api.send(request.build(), BodyHandlers.ofString());
  }

  /** The one record of a session, once it has ended; of the request itself, not of an attempt. */
  default JsonNode ended(String session) {
    JsonNode[] found = new JsonNode[1];
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              for (JsonNode record : records(session)) {
                if (!record.has("attemptOf")) {
                  found[0] = record;
                }
              }
              return found[0] != null && !found[0].path("status").asText().equals("pending");
            });
    return found[0];
  }

  default JsonNode records(String session) {
    return api().get("logs?sessionId=" + session).is(200).json().path("requests");
  }

  default void isPending(String session) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(records(session).path(0).path("status").asText()).isEqualTo("pending"));
  }
}
