package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How much one call may carry (docs/PROTOCOL.md, "Numbers that are promised"). */
interface LimitTests {
  int MAX_BYTES = 8 * 1024 * 1024;

  Api api();

  @Test
  default void aThousandRecordsACallAndNoneMore() {
    String session = Api.unique("thousand");
    String record = "{\"sessionId\":\"%s\",\"status\":\"completed\"}".formatted(session);
    String records = (record + "\n").repeat(1_000);

    api().post("application/x-ndjson", records + record).problem(413);
    api().post("[" + (record + ",").repeat(1_000) + record + "]").problem(413);
    assertThat(api().get("logs?sessionId=" + session).ids()).isEmpty();

    api().post("application/x-ndjson", records).is(201);
    assertThat(api().get("logs/stats?sessionId=" + session).json().path("totalRequests").asInt())
        .isEqualTo(1_000);
  }

  @Test
  default void eightMebibytesACallAndNoneMore() {
    String id = Api.unique("large");
    String record = "{\"id\":\"%s\"}".formatted(id);
    String padded = record + " ".repeat(MAX_BYTES - record.length());

    post("application/json", BodyPublishers.ofString(padded + " ")).problem(413);
    post("application/x-ndjson", BodyPublishers.ofString(padded + "\n")).problem(413);
    api().get("logs/" + id).problem(404);

    post("application/json", BodyPublishers.ofString(padded)).is(201);
    api().get("logs/" + id).is(200);
  }

  @Test
  default void theLimitHoldsWithoutAStatedLength() {
    byte[] body = " ".repeat(MAX_BYTES + 100_000).getBytes(StandardCharsets.US_ASCII);

    post("application/json", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
        .problem(413);
  }

  @Test
  default void theLongestTextIsKeptWhole() {
    String longest = "é".repeat(16_384);

    String id = api().created("{\"error\":\"%s\",\"upstreamError\":\"%1$s\"}".formatted(longest));

    assertThat(api().get("logs/" + id).json().path("upstreamError").asText()).isEqualTo(longest);
  }

  private Answer post(String contentType, BodyPublisher body) {
    return api().send(api().request("logs").header("Content-Type", contentType).POST(body));
  }
}
