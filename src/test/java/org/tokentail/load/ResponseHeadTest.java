package org.tokentail.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ResponseHeadTest {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nServer: x\r\nTransfer-Encoding: chunked\r\nA: \r\r\n\r\n";

  @Test
  void theBodyBeginsAfterTheEmptyLineWhereverItIsSplit() {
    byte[] bytes = Scan.ascii(HEAD + "5\r\n\r\n\r\n");
    for (int split = 0; split < HEAD.length(); split++) {
      ResponseHead head = new ResponseHead();
      assertThat(head.accept(bytes, 0, split)).isEqualTo(-1);
      assertThat(head.accept(bytes, split, bytes.length)).isEqualTo(HEAD.length());
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.isChunked()).isTrue();
    }
  }

  @Test
  void aRefusalWithoutAReasonIsUnderstood() {
    ResponseHead head = new ResponseHead();
    byte[] bytes = Scan.ascii("HTTP/1.1 503\r\nContent-Length: 0\r\n\r\n");
    head.accept(bytes, 0, bytes.length);

    assertThat(head.status()).isEqualTo(503);
    assertThat(head.isChunked()).isFalse();
  }

  @Test
  void whatIsNotHttpIsRefused() {
    ResponseHead head = new ResponseHead();
    byte[] bytes = Scan.ascii("SSH-2.0 x\r\n\r\n");
    head.accept(bytes, 0, bytes.length);

    assertThatIllegalArgumentException().isThrownBy(head::status);
  }
}
