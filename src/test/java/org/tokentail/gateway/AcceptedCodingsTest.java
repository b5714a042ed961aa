package org.tokentail.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedCodingsTest {
  /** What clients send: browsers, node-fetch, undici, httpx, requests, curl. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, deflate, br, zstd | gzip, deflate",
        "br, gzip, deflate       | gzip, deflate",
        "gzip,deflate,br         | gzip, deflate",
        "GZIP;q=1.0, br;q=0.5    | GZIP;q=1.0",
        "identity                | identity",
        "br                      | identity",
        "*                       | gzip",
        "br, *;q=0.1             | gzip;q=0.1",
        "gzip;q=0, identity      | gzip;q=0, identity",
        "''                      | identity",
      })
  void codingsThatCannotBeReadAreLeftOut(String sent, String passedOn) {
    assertThat(AcceptedCodings.readable(List.of(sent))).isEqualTo(passedOn);
  }

  @Test
  void severalFieldsAreOneList() {
    assertThat(AcceptedCodings.readable(List.of("br", "deflate", "gzip")))
        .isEqualTo("deflate, gzip");
  }
}
