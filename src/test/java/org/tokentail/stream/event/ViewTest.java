package org.tokentail.stream.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tokentail.log.InvalidInputException;

class ViewTest {
  @Test
  void aViewWithoutParametersShowsEverything() {
    assertThat(View.parse(Map.of(), Format.SSE)).isEqualTo(View.ALL);
    assertThat(View.parse(Map.of("events", List.of("")), Format.SSE)).isEqualTo(View.ALL);
  }

  @Test
  void eventsAreSelectedByNameWhateverTheirOrderAndPrefix() {
    View view = View.parse(Map.of("events", List.of("updated,log:created", "stats")), Format.SSE);

    assertThat(view)
        .isEqualTo(View.parse(Map.of("events", List.of(" stats , created,updated")), Format.SSE))
        .isNotEqualTo(View.ALL);
    assertThat(view.takes(EventName.CREATED)).isTrue();
    assertThat(view.takes(EventName.STATS)).isTrue();
    assertThat(view.takes(EventName.REMOVED)).isFalse();
  }

  @Test
  void whatKeepsAConnectionTrueCannotBeLeftOut() {
    View view = View.parse(Map.of("events", List.of("created")), Format.NDJSON);

    assertThat(List.of(EventName.HEARTBEAT, EventName.RESET, EventName.BYE, EventName.CONNECTED))
        .allMatch(view::takes);
    assertThatThrownBy(() -> View.parse(Map.of("events", List.of("heartbeat")), Format.SSE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("created, updated, removed, cleared, stats");
  }
}
