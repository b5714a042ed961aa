package org.tokentail.soak;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.tokentail.load.ServerOptions;
import org.tokentail.load.ServerProcess;
import org.tokentail.load.StreamCrowd;

/** How the server of a soak test is run: as it comes, with little memory. */
final class SoakServer {
  private static final long LONG = Duration.ofDays(1).toSeconds();

  private SoakServer() {}

  static ServerOptions options() {
    return ServerOptions.ofTokentail()
        .jvm("-Xmx512m")
        .setting("tokentail.key", Calls.KEY)
        // What nobody finishes stays pending, or the feed would go on after the last write.
        .setting("tokentail.pending.timeout.seconds", LONG);
  }

  static URI logs(ServerProcess server) {
    return server.uri().resolve("api/logs");
  }

  /** Clients that count the records created. */
  static StreamCrowd crowd(ServerProcess server) {
    return new StreamCrowd(
        server.uri().resolve("api/logs/stream"), Map.of("x-api-key", Calls.KEY), "log:created");
  }
}
