package org.tokentail.web;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Prints the URL to open as soon as it answers: earlier it would be a promise. On standard output
 * and not in the log, since the link may carry the key.
 */
final class StartLine implements Runnable {
  private static final Duration TRY = Duration.ofSeconds(2);
  private static final int TRIES = 120;
  private static final long PAUSE_MS = 250;

  private final URI health;
  private final String link;

  /**
   * @param url of the page
   * @param link what is printed
   */
  StartLine(URI url, String link) {
    health = url.resolve("api/health");
    this.link = link;
  }

  @Override
  public void run() {
    HttpClient client = HttpClient.newBuilder().connectTimeout(TRY).build();
    HttpRequest request = HttpRequest.newBuilder(health).timeout(TRY).build();
    try {
      for (int i = 0; i < TRIES; i++) {
        if (answers(client, request)) {
          print(System.out);
          return;
        }
        Thread.sleep(PAUSE_MS);
      }
    } catch (InterruptedException e) {
      // The application goes down before it was reachable: there is nothing to announce.
      Thread.currentThread().interrupt();
    }
  }

  private static boolean answers(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private void print(PrintStream out) {
    out.printf("%n  Tokentail is ready: %s%n%n", link);
    out.flush();
  }
}
