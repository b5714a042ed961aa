package org.tokentail.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;

/** GET api/health of a server. */
final class Health {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private Health() {}

  static boolean answers(URI application) {
    HttpRequest request =
        HttpRequest.newBuilder(application.resolve("api/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns as soon as it is 200.
   *
   * @throws IllegalStateException when the process ends, or the patience
   */
  static void await(URI application, Process process, Duration patience, Supplier<String> output) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!answers(application)) {
      if (!process.isAlive()) {
        throw new IllegalStateException(
            "The server ended with " + process.exitValue() + ":\n" + output.get());
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Not ready after " + patience + ":\n" + output.get());
      }
      Pause.of(PAUSE);
    }
  }
}
