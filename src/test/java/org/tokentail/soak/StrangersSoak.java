package org.tokentail.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tokentail.load.Pause;
import org.tokentail.load.ServerProcess;

/** A thousand each of those who send bodies, send heads and read slowly, beside honest clients. */
@Timeout(value = 15, unit = java.util.concurrent.TimeUnit.MINUTES)
class StrangersSoak {
  private static final Duration SPAN = Duration.ofSeconds(Dial.SECONDS);
  private static final Pattern SCRIPT = Pattern.compile("src=\"[^\"]*(assets/index-[^\"]+\\.js)\"");
  private static final double LARGEST_P99_MILLIS = 200;

  @Test
  void strangersHoldNobodyUp() throws Exception {
    try (ServerProcess server = ServerProcess.start(SoakServer.options())) {
      measure(server, "to warm up", 0);
      Histogram alone = measure(server, "alone", 0);
      Histogram beside = measure(server, "beside strangers", Dial.STRANGERS);

      assertThat(beside.getValueAtPercentile(99) / 1e3)
          .as("p99 in ms, %.1f without strangers", alone.getValueAtPercentile(99) / 1e3)
          .isLessThan(LARGEST_P99_MILLIS);
    }
  }

  private static Histogram measure(ServerProcess server, String what, int strangers)
      throws Exception {
    String file = server.uri().getPath() + script(server);
    try (StrangerCrowd bodies = crowd(server, Stranger.Way.BODY, strangers, file);
        StrangerCrowd heads = crowd(server, Stranger.Way.HEAD, strangers, file);
        StrangerCrowd readers = crowd(server, Stranger.Way.READER, strangers, file);
        HonestClients honest = new HonestClients(server.uri(), Dial.HONEST_CLIENTS)) {
      Pause.of(SPAN);
      Histogram micros = honest.micros();
      System.out.printf(
          "%d honest clients %s: %,d calls, %d failed, p50 %.1f ms, p99 %.1f ms, longest %.1f ms; "
              + "closed and back: %d bodies, %d heads, %d readers%n",
          Dial.HONEST_CLIENTS,
          what,
          micros.getTotalCount(),
          honest.failed(),
          micros.getValueAtPercentile(50) / 1e3,
          micros.getValueAtPercentile(99) / 1e3,
          micros.getMaxValue() / 1e3,
          bodies.returned(),
          heads.returned(),
          readers.returned());
      assertThat(honest.failed()).as("failed calls").isZero();
      return micros;
    }
  }

  private static StrangerCrowd crowd(ServerProcess server, Stranger.Way way, int count, String file)
      throws IOException {
    return new StrangerCrowd(server.uri(), way, count, file);
  }

  /** The largest file of the page. */
  private static String script(ServerProcess server) throws IOException {
    try (var page = server.uri().toURL().openStream()) {
      Matcher script =
          SCRIPT.matcher(new String(page.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
      assertThat(script.find()).isTrue();
      return script.group(1);
    }
  }
}
