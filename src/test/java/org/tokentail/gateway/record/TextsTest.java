package org.tokentail.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static final List<String> KEYS = List.of("0123456789abcdef");

  @Test
  void keysAreMasked() {
    assertThat(Texts.masked("a 0123456789abcdef b", KEYS)).isEqualTo("a *** b");
  }

  @Test
  void whatWasCutInTheMiddleOfAKeyShowsNoneOfIt() {
    assertThat(Texts.masked("a 0123456789abcde", KEYS)).isEqualTo("a ***");
    assertThat(Texts.masked("a 01234567", KEYS)).isEqualTo("a ***");
    assertThat(Texts.masked("a 0123456", KEYS)).isEqualTo("a 0123456");
  }
}
