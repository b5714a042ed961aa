package org.tokentail.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Requests that no decent client would send. */
final class RawHttp {
  private static final int TIMEOUT_MS = 10_000;

  private RawHttp() {}

  /** Request lines; BASE stands for the path of the API. */
  static Stream<String> malformed() {
    return Stream.of(
        "GET BASE/logs?limit=%zz HTTP/1.1",
        "GET BASE/logs?q=% HTTP/1.1",
        "GET BASE/logs/%zz HTTP/1.1",
        "GET BASE/logs/%00 HTTP/1.1",
        "GET BASE/logs/\0 HTTP/1.1",
        "GET BASE/logs?q=\0&limit=0 HTTP/1.1",
        "GET BASE/logs?limit={} HTTP/1.1",
        "GET BASE/logs?limit=<> HTTP/1.1",
        "GET BASE/logs/<script> HTTP/1.1",
        "GET BASE/logs?q=" + "q".repeat(20_000) + " HTTP/1.1");
  }

  /** The status of the answer to that request line, sent with the key. */
  static int status(URI base, String requestLine) {
    try (Socket socket = send(base, requestLine)) {
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      return Integer.parseInt(answer.readLine().split(" ", 3)[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a request and is gone at once: with a reset, as a killed client is, or in good order. */
  static void sendAndLeave(URI base, String requestLine, boolean reset) {
    try (Socket socket = send(base, requestLine)) {
      socket.setSoLinger(reset, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket send(URI base, String requestLine) throws IOException {
    String head =
        requestLine.replace("BASE", base.getPath() + "api")
            + "\r\nHost: %s\r\nx-api-key: %s\r\nConnection: close\r\n\r\n"
                .formatted(base.getAuthority(), Api.KEY);
    Socket socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout(TIMEOUT_MS);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }
}
