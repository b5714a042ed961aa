package org.tokentail.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A call whose body goes out by hand, on a connection of its own. For one thread. */
final class PiecedCall implements AutoCloseable {
  private static final int PATIENCE_MS = 60_000;

  private final Socket socket;

  private PiecedCall(Socket socket) {
    this.socket = socket;
  }

  /**
   * Sends the head.
   *
   * @param line method and path, such as "POST logs"
   * @param fields more header fields, each with its end of line
   */
  static PiecedCall begin(URI base, String line, String fields) {
    String[] words = line.split(" ", 2);
    String head =
        "%s %sapi/%s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n%s\r\n"
            .formatted(words[0], base.getPath(), words[1], base.getAuthority(), fields);
    try {
      Socket socket = new Socket(base.getHost(), base.getPort());
      socket.setSoTimeout(PATIENCE_MS);
      socket.setTcpNoDelay(true);
      return new PiecedCall(socket).send(head);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PiecedCall send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer up to where the server closes the connection. */
  String answerAndEnd() {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int status() {
    try {
      String line =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
              .readLine();
      return Integer.parseInt(line.split(" ", 3)[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
