package org.tokentail.gateway.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tokentail.config.Settings;
import org.tokentail.journal.TestJournal;
import org.tokentail.log.RequestStatus;

/** How long bodies are kept, on every database. */
abstract class BodyStoreContract {
  static final Map<String, String> KEPT =
      Map.of("tokentail.bodies", "all", "tokentail.bodies.hours", "2");

  private static final Duration HOURS = Duration.ofHours(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Instant STORED = Instant.parse("2026-01-11T12:00:00.123Z");

  private Settings settings;
  private TestJournal journal;
  private BodyStore first;

  /** With {@link #KEPT}. */
  abstract Settings settings();

  @BeforeEach
  void open() {
    settings = settings();
    journal = new TestJournal(settings);
    first = at(STORED);
  }

  @AfterEach
  void close() {
    first.stop();
    journal.close();
  }

  /** The same store when it is then. */
  private BodyStore at(Instant now) {
    BodyStore store = new BodyStore(settings, journal.database(), Clock.fixed(now, ZoneOffset.UTC));
    store.start();
    return store;
  }

  private static void keep(BodyStore store, String id) {
    BodyCapture capture = store.capture(List.of());
    capture.request("Grüezi 🌤".getBytes(StandardCharsets.UTF_8));
    long before = store.view().stored();
    capture.finished(id, RequestStatus.COMPLETED);
    await().atMost(PATIENCE).until(() -> store.view().stored() > before);
  }

  @Test
  void whatIsOlderThanTheHoursIsGoneAndWhatIsNewerStays() {
    keep(first, "old");
    BodyStore later = at(STORED.plusMillis(1));
    keep(later, "new");

    assertThat(expiredAt(STORED.plus(HOURS))).isZero();
    assertThat(expiredAt(STORED.plus(HOURS).plusMillis(1))).isEqualTo(1);

    assertThat(later.find("old")).isEmpty();
    assertThat(later.find("new")).map(Bodies::request).contains("Grüezi 🌤");
    later.stop();
  }

  private int expiredAt(Instant now) {
    BodyStore store = at(now);
    try {
      return store.expire();
    } finally {
      store.stop();
    }
  }
}
