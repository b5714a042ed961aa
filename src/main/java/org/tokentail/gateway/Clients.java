package org.tokentail.gateway;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.tokentail.gateway.channel.Channel;

/**
 * The clients towards the providers: one for each connection time-out, which is the client's and
 * not the request's. Thread-safe.
 */
final class Clients {
  /**
   * Connections that nobody uses are kept for so many seconds; the JDK would keep them for 20 min.
   * Less than the 5 s after which some servers close them: what is sent on one just then fails, and
   * nobody may send a POST again without being asked.
   */
  private static final String KEEP_ALIVE = "jdk.httpclient.keepalive.timeout";

  static {
    // The JDK has no other way to say it, and reads it once.
    if (System.getProperty(KEEP_ALIVE) == null) {
      System.setProperty(KEEP_ALIVE, "4");
    }
  }

  private final Map<Duration, HttpClient> byTimeout = new ConcurrentHashMap<>();
  private final Executor executor;

  /**
   * @param executor runs what the clients do; nothing of it waits
   */
  Clients(Executor executor) {
    this.executor = executor;
  }

  HttpClient of(Channel channel) {
    return byTimeout.computeIfAbsent(channel.timeouts().connect(), this::client);
  }

  private HttpClient client(Duration connectTimeout) {
    return HttpClient.newBuilder()
        // HTTP/2 would put all calls of a provider on one connection, and the JDK's client fails
        // those beyond the streams that it allows, 100 for most, instead of letting them wait.
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(connectTimeout)
        .followRedirects(HttpClient.Redirect.NEVER)
        .executor(executor)
        .build();
  }
}
