package org.tokentail.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Calls that write, on connections that are kept. Thread-safe. Not the JDK's HttpClient: a call of
 * it took a fifth of the time that the server needed, of the processor that both share.
 */
final class PostedCalls implements AutoCloseable {
  /** The status of a server that is full at the moment. */
  static final int COME_BACK = 503;

  /** Shorter than its Retry-After says: a test has seconds where an application has minutes. */
  static final int PAUSE_MILLIS = 50;

  private final URI logs;
  private final String head;
  private final Queue<PostConnection> idle = new ConcurrentLinkedQueue<>();

  PostedCalls(URI logs, String key) {
    this.logs = logs;
    this.head =
        """
        POST %s HTTP/1.1\r
        Host: %s\r
        x-api-key: %s\r
        Content-Type: application/json\r
        Content-Length: \
        """
            .formatted(logs.getRawPath(), logs.getRawAuthority(), key);
  }

  /**
   * The status, or 0: no answer within 20 s, on a connection that was kept and then on a new one.
   */
  int post(String json) throws InterruptedException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    byte[] start = (head + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] request = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, request, start.length, body.length);
    PostConnection kept = idle.poll();
    int status = kept == null ? 0 : answer(kept, request);
    // A server may have closed what was idle; what it took all the same, it takes once.
    return status == 0 ? answer(new PostConnection(logs), request) : status;
  }

  private int answer(PostConnection connection, byte[] request) throws InterruptedException {
    try {
      int status = connection.post(request);
      if (connection.isOpen()) {
        idle.add(connection);
      }
      return status;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return 0;
    }
  }

  @Override
  public void close() {
    for (PostConnection connection = idle.poll(); connection != null; connection = idle.poll()) {
      connection.close();
    }
  }
}
