package org.tokentail.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tokentail.log.RequestStatus;

class KeysTest {
  private final Keys keys = new Keys();

  @Test
  void aKeyKeepsItsIdWhateverComesAfterIt() {
    Random random = new Random(1);
    Map<RollupKey, Integer> first = new HashMap<>();
    for (int i = 0; i < 60_000; i++) {
      RollupKey key = key("m" + random.nextInt(15_000), "/e" + random.nextInt(3));
      int id = keys.id(key);
      // A record counted under one key and taken out of another would spoil both.
      assertThat(first.computeIfAbsent(key, unknown -> id)).isEqualTo(id);
    }
    assertThat(keys.count()).isEqualTo(Keys.MAX + 1);
  }

  @Test
  void firstEndpointsAndThenEverythingButTheStatusIsNoLongerToldApart() {
    for (int i = 0; i < Keys.MAX_WITH_ENDPOINT; i++) {
      keys.id(key("m" + i, "/e"));
    }
    assertThat(keys.id(key("new", "/a"))).isEqualTo(keys.id(key("new", "/b")));
    assertThat(keys.id(key("m7", "/e"))).isNotEqualTo(keys.id(key("m7", "/f")));
    while (keys.count() < Keys.MAX) {
      keys.id(key("n" + keys.count(), ""));
    }

    int rest = keys.id(key("late", "/a"));
    assertThat(rest).isEqualTo(keys.id(key("later", "/b")));
    assertThat(keys.id(new RollupKey(Family.TARGET, "", "", "", "x", "", "", RequestStatus.ERROR)))
        .isNotEqualTo(rest);
  }

  @Test
  void clientsHaveRoomOfTheirOwn() {
    for (int i = 0; i < Keys.MAX + 100; i++) {
      keys.id(key("m" + i, ""));
    }
    Set<Integer> clients = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      clients.add(
          keys.id(
              new RollupKey(Family.CLIENT, "", "", "", "", "", "c" + i, RequestStatus.COMPLETED)));
    }

    assertThat(clients).hasSize(100);
  }

  private static RollupKey key(String model, String endpoint) {
    return new RollupKey(Family.TARGET, "p", "", "", model, endpoint, "", RequestStatus.COMPLETED);
  }
}
