package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A view as a file, and the values it can be narrowed by (docs/PROTOCOL.md, "Exporting"). */
interface ExportTests {
  int MANY = 50_000;
  int AT_ONCE = 4;

  Api api();

  @Test
  default void aCsvHoldsTheRecordsOfTheViewTheNewestFirst() {
    String session = someRecords();

    Answer csv =
        api()
            .get("logs/export?format=csv&columns=id,model,price,error&q=m-&sessionId=" + session)
            .is(200);

    assertThat(csv.header("content-type")).startsWith("text/csv").contains("utf-8");
    assertThat(csv.header("content-disposition"))
        .matches("attachment; filename=\"tokentail-\\d{4}-\\d\\d-\\d\\dT\\d{6}Z\\.csv\"");
    assertThat(csv.header("cache-control")).isEqualTo("no-store");
    assertThat(csv.header("x-tokentail-expected-records")).isEqualTo("2");
    assertThat(csv.body())
        .isEqualTo(
            """
            id,model,price,error
            %1$s-2,m-2,0.25,"'=1+1, ""quoted\"""
            %1$s-1,m-1,,
            """
                .formatted(session)
                .replace("\n", "\r\n"));
  }

  @Test
  default void linesAreTheRecordsOfThePages() {
    String session = someRecords();
    Answer page = api().get("logs?sessionId=" + session).is(200);

    Answer lines = api().get("logs/export?format=ndjson&sessionId=" + session).is(200);

    assertThat(lines.header("content-type")).isEqualTo("application/x-ndjson");
    assertThat(lines.body().lines().map(Answer::parse))
        .containsExactlyElementsOf(page.json().path("requests"))
        .hasSize(3);
  }

  private String someRecords() {
    String session = Api.unique("export");
    api()
        .post(
            """
            [{"id":"%1$s-0","sessionId":"%1$s","initialTime":"2026-01-11T15:00:00Z"},
             {"id":"%1$s-1","sessionId":"%1$s","initialTime":"2026-01-11T15:00:01Z","model":"m-1"},
             {"id":"%1$s-2","sessionId":"%1$s","initialTime":"2026-01-11T15:00:02Z","model":"m-2",
              "price":0.25,"error":"=1+1, \\"quoted\\"","metadata":{"a":1}}]
            """
                .formatted(session))
        .is(201);
    return session;
  }

  @Test
  default void facetsCountAFieldUnderAllFiltersButItsOwn() {
    String provider = Api.unique("facets");
    api()
        .post(
            """
            [{"providerName":"%1$s","model":"a","status":"completed","httpStatus":200,"stream":true},
             {"providerName":"%1$s","model":"a","status":"error","httpStatus":529,"channelId":"c-1"},
             {"providerName":"%1$s","model":"b","status":"completed","httpStatus":200,"channelId":"c-1","channelName":"main"},
             {"providerName":"%1$s","model":"b","sessionId":"%1$s"}]
            """
                .formatted(provider))
        .is(201);

    Answer facets = api().get("logs/facets?model=a&provider=" + provider).is(200);

    assertThat(facets.json().path("facets").path("model"))
        .isEqualTo(
            Answer.parse("[{\"value\":\"a\",\"requests\":2},{\"value\":\"b\",\"requests\":2}]"));
    assertThat(facets.json().path("facets").path("channel"))
        .isEqualTo(Answer.parse("[{\"value\":\"c-1\",\"requests\":1}]"));
    assertThat(facets.json().path("facets").path("httpStatus"))
        .isEqualTo(
            Answer.parse(
                "[{\"value\":\"200\",\"requests\":1},{\"value\":\"529\",\"requests\":1}]"));
    assertThat(facets.json().path("facets").path("stream"))
        .isEqualTo(Answer.parse("[{\"value\":\"true\",\"requests\":1}]"));
    assertThat(facets.json().path("facets")).hasSize(9);
    assertThat(facets.json().has("sampled")).isFalse();
  }

  @Test
  default void aLargeExportIsWholeAndClientsThatGoMakeRoom() throws IOException {
    String provider = Api.unique("many");
    fill(provider);
    String path = "logs/export?format=ndjson&provider=" + provider;

    HttpResponse<Stream<String>> lines =
        Api.send(api().request(path).build(), BodyHandlers.ofLines());

    assertThat(lines.headers().firstValue("x-tokentail-expected-records"))
        .hasValue(String.valueOf(MANY));
    try (Stream<String> body = lines.body()) {
      assertThat(body.map(line -> line.substring(0, line.indexOf(','))).distinct().count())
          .isEqualTo(MANY);
    }

    List<Socket> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < AT_ONCE; i++) {
        stalled.add(stall(path));
      }
      Answer refused = api().get(path);
      assertThat(refused.problem(503).path("title").asText()).isEqualTo("Too many exports");
      assertThat(refused.header("retry-after")).isNotEmpty();
    } finally {
      for (Socket socket : stalled) {
        socket.close();
      }
    }
    // Sooner than a server would give up by itself on a client that only does not read.
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(200, TimeUnit.MILLISECONDS)
        .until(() -> api().get("logs/export?format=csv&q=" + Api.unique("no")).status() == 200);
  }

  private void fill(String provider) {
    for (int call = 0; call < MANY / 1_000; call++) {
      int first = call * 1_000;
      api()
          .post(
              "application/x-ndjson",
              IntStream.range(first, first + 1_000)
                  .mapToObj(
                      i ->
                          "{\"id\":\"%1$s-%2$d\",\"providerName\":\"%1$s\",\"status\":\"completed\",\"initialTime\":\"2026-02-10T10:%3$02d:00Z\"}"
                              .formatted(provider, i, i % 60))
                  .collect(Collectors.joining("\n")))
          .is(201);
    }
  }

  /** A client that reads the head of the answer and then nothing. */
  private Socket stall(String path) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(8 * 1024);
    socket.setSoTimeout(30_000);
    socket.connect(new InetSocketAddress(api().base().getHost(), api().base().getPort()));
    socket
        .getOutputStream()
        .write(
            "GET %sapi/%s HTTP/1.1\r\nHost: %s\r\nx-api-key: %s\r\n\r\n"
                .formatted(api().base().getPath(), path, api().base().getAuthority(), Api.KEY)
                .getBytes(StandardCharsets.US_ASCII));
    BufferedReader answer =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 256);
    assertThat(answer.readLine()).isEqualTo("HTTP/1.1 200 OK");
    return socket;
  }
}
