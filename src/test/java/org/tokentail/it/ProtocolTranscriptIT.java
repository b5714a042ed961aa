package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the running server to docs/PROTOCOL.md: every transcript in it is replayed, in its order,
 * since later ones read what earlier ones wrote.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ProtocolTranscriptIT {
  @ArquillianResource private URL deployed;
  private Api api;

  @Deployment(testable = false)
  static Archive<?> war() {
    return TestServer.war();
  }

  @BeforeEach
  void findTheServer() {
    api = new Api(deployed);
  }

  static List<Transcript> transcripts() throws IOException {
    List<Transcript> transcripts = Transcript.of(Path.of("docs", "PROTOCOL.md"));
    assertThat(transcripts).hasSizeGreaterThanOrEqualTo(10);
    return transcripts;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transcripts")
  void theServerAnswersAsTheProtocolSays(Transcript transcript) {
    if (transcript.isStream()) {
      try (SseClient client = SseClient.open(request(transcript))) {
        checkHead(transcript, 200, client.headers());
        replayStream(transcript, () -> withEmptyLine(client.nextNews().lines()));
      }
    } else if (transcript.isLines()) {
      try (LineClient client = LineClient.open(request(transcript))) {
        checkHead(transcript, 200, client.headers());
        replayStream(transcript, () -> List.of(client.next()));
      }
    } else {
      replay(transcript);
    }
  }

  private void replay(Transcript transcript) {
    Answer answer = api.send(request(transcript));

    checkHead(transcript, answer.status(), answer.headers());
    String expected =
        transcript.steps().stream()
            .map(step -> ((Transcript.Step.Line) step).text())
            .reduce("", String::concat);
    Template.check(answer.body(), expected);
  }

  private static List<String> withEmptyLine(List<String> event) {
    List<String> lines = new ArrayList<>(event);
    lines.add("");
    return lines;
  }

  private void replayStream(Transcript transcript, Supplier<List<String>> nextLines) {
    Deque<String> sent = new ArrayDeque<>();
    for (Transcript.Step step : transcript.steps()) {
      if (step instanceof Transcript.Step.Call call) {
        assertThat(sent).as("lines before %s", call).isEmpty();
        make(call);
      } else if (step instanceof Transcript.Step.Line line) {
        if (sent.isEmpty()) {
          sent.addAll(nextLines.get());
        }
        Template.check(sent.remove(), line.text());
      }
    }
    assertThat(sent).as("lines that the protocol does not show").isEmpty();
  }

  private static void checkHead(Transcript transcript, int status, HttpHeaders headers) {
    List<String> head = transcript.head();
    assertThat("HTTP/1.1 " + status).isEqualTo(head.get(0));
    for (String line : head.subList(1, head.size())) {
      String[] header = line.split(": ", 2);
      assertThat(headers.firstValue(header[0])).as(header[0]).hasValue(header[1]);
    }
  }

  private void make(Transcript.Step.Call call) {
    Answer answer =
        api.send(
            HttpRequest.newBuilder(uri(call.path()))
                .header("x-api-key", Api.KEY)
                .header("Content-Type", "application/json")
                .method(call.method(), BodyPublishers.ofString(call.body())));
    assertThat(answer.status()).as("status of %s", call).isBetween(200, 299);
  }

  private HttpRequest.Builder request(Transcript transcript) {
    List<String> lines = transcript.request();
    String[] start = lines.get(0).split(" ", 2);
    int end = lines.contains("") ? lines.indexOf("") : lines.size();
    String body = String.join("\n", lines.subList(Math.min(end + 1, lines.size()), lines.size()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(start[1])).method(start[0], BodyPublishers.ofString(body));
    for (String line : lines.subList(1, end)) {
      String[] header = line.replace("<key>", Api.KEY).split(": ", 2);
      request.header(header[0], header[1]);
    }
    return request;
  }

  /** Paths in the protocol begin where Tokentail is deployed. */
  private URI uri(String path) {
    return api.base().resolve(path.substring(1));
  }
}
