package org.tokentail.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressedAssetsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gzip, deflate, br | true
          br;q=1.0, GZIP; q=0.5 | true
          gzip;q=0.001 | true
          gzip;q=0 | false
          gzip; q=0.000, br | false
          br | false
          x-gzip2 | false
          | false
          """)
  void whoeverNamesGzipGetsIt(String acceptEncoding, boolean takes) {
    assertThat(CompressedAssets.takesGzip(acceptEncoding)).isEqualTo(takes);
  }
}
