package org.tokentail.load;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.tokentail.load.TestProvider.Received;

/** A provider that says what it received, and answers in the shape that it is asked for. */
public final class Mirror implements TestProvider.Script {
  /** Of a request: the shape of the answer, as {@link BodyShape#written} gives it. */
  public static final String ASKED = "x-test-answer";

  /** Of an answer: the SHA-256 of the request's body. */
  public static final String DIGEST = "x-test-received";

  @Override
  public void answer(Received request, ProviderWire wire) throws IOException {
    String asked = request.header(ASKED);
    String digest = DIGEST + ": " + digest(request.body());
    if (asked == null) {
      wire.json(200, "{\"bytes\":%d}".formatted(request.body().length), digest);
    } else {
      BodyShape shape = BodyShape.read(asked);
      wire.deliver(shape.body(), shape.framing(), shape.delivery(), shape.cuts(), digest);
    }
  }

  /** SHA-256, in hexadecimal digits. */
  public static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
