package org.tokentail.bench.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifecyclesTest {
  private static final int BLOCK = 10;
  private static final int LAG = 3;

  @Test
  void eachRequestEndsOnceSomeBlocksAfterItBegan() throws JsonProcessingException {
    Lifecycles changes = new Lifecycles(BLOCK, LAG);
    Map<String, Integer> begun = new HashMap<>();
    int ended = 0;
    for (int seq = 0; seq < 100 * BLOCK; seq++) {
      JsonNode change = change(changes, seq);
      String id = change.get("id").asText();
      if (change.get("status").asText().equals("pending")) {
        assertThat(begun.put(id, seq / BLOCK)).isNull();
      } else {
        assertThat(begun.put(id, -1)).isEqualTo(seq / BLOCK - LAG);
        ended++;
      }
    }
    assertThat(ended).isEqualTo((100 - LAG) * BLOCK / 2);
  }

  private static JsonNode change(Lifecycles changes, int seq) throws JsonProcessingException {
    StringBuilder json = new StringBuilder();
    changes.append(json, "run", seq, 42);
    JsonNode change = new ObjectMapper().readTree(json.toString());
    assertThat(change.at("/metadata/t").asLong()).isEqualTo(42);
    return change;
  }
}
