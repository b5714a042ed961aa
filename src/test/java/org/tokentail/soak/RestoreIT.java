package org.tokentail.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tokentail.load.ServerProcess;

/** The way of docs/OPERATIONS.md, "Back up and restore", with the embedded database. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RestoreIT {
  @Test
  void whatWasBackedUpIsBackAndWhoKnewMoreStartsAnew() throws Exception {
    try (ServerProcess server = ServerProcess.start(SoakServer.options())) {
      Calls calls = new Calls(server.uri());
      write(calls, "r-1", "r-2");
      Path copy = backup(server);
      write(calls, "r-3", "r-4");
      String known = calls.head();

      server.stop();
      restore(copy, server.data());
      server.restart();
      assertThat(ids(calls)).containsExactlyInAnyOrder("r-1", "r-2");

      // The new feed passes the position that clients of the old one have.
      write(calls, "r-5", "r-6", "r-7");
      assertThat(ReturningClient.seq(calls.head())).isGreaterThan(ReturningClient.seq(known));
      assertThat(reset(server.uri(), known)).contains("\"reason\":\"epoch\"", calls.head());
    }
  }

  private static void write(Calls calls, String... ids) throws IOException {
    for (String id : ids) {
      assertThat(calls.post("{\"id\":\"%s\",\"model\":\"gpt-5\"}".formatted(id))).isEqualTo(201);
    }
  }

  private static List<String> ids(Calls calls) throws IOException {
    return calls.get("logs").path("requests").findValuesAsText("id");
  }

  private static Path backup(ServerProcess server) throws IOException, InterruptedException {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                request(server.uri().resolve("api/admin/backup"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build(),
                BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(201);
    JsonNode written = new ObjectMapper().readTree(response.body());
    Path file = Path.of(written.path("file").asText());
    assertThat(file).startsWith(server.data()).hasSize(written.path("bytes").asLong());
    return file;
  }

  private static void restore(Path copy, Path data) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(copy)) {
      for (String name : List.of("tokentail.mv.db", "restored")) {
        Files.copy(files.getPath(name), data.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** The data of the reset that a client gets which comes back with that position. */
  private static String reset(URI server, String position)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> stream =
        HttpClient.newHttpClient()
            .send(
                request(server.resolve("api/logs/stream"))
                    .header("Last-Event-ID", position)
                    .build(),
                BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      boolean isReset = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (isReset && line.startsWith("data:")) {
          return line;
        }
        isReset = isReset || line.equals("event: log:reset");
      }
    }
    throw new AssertionError("No reset");
  }

  private static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).header("x-api-key", Calls.KEY);
  }
}
