package org.tokentail.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  @Test
  void readsWhatItWrites() {
    Cursor cursor = new Cursor("k3x9", 1041);

    assertThat(cursor).hasToString("k3x9-1041");
    assertThat(Cursor.parse("k3x9-1041")).contains(cursor);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "k3x9",
        "k3x9-",
        "-1",
        "k3x9--1",
        "K3-1",
        "k3x9-01",
        "k3x9-9999999999999999999",
        "a b-1"
      })
  void anythingElseIsNoPosition(String text) {
    assertThat(Cursor.parse(text)).isEmpty();
  }
}
