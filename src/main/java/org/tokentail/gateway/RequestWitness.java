package org.tokentail.gateway;

import java.util.Optional;
import org.tokentail.gateway.usage.Asked;
import org.tokentail.gateway.usage.AskedReader;
import org.tokentail.gateway.usage.WireFormat;

/** What a request's body that goes by says. Thread-safe. */
final class RequestWitness {
  /** What is read of a body, decoded: a few compressed bytes can stand for any number. */
  private static final long MOST = 256L * 1_024 * 1_024;

  /** The same where others wait until a body that is here has been read. */
  private static final long MOST_AT_ONCE = 32L * 1_024 * 1_024;

  private final AskedReader reader;
  private final DecodedCopy copy;
  private final long most;
  private long size;
  private boolean told;

  /**
   * @param contentEncoding of the request; null: none
   */
  RequestWitness(WireFormat format, String contentEncoding) {
    this(format, contentEncoding, MOST);
  }

  /**
   * @param most bytes that are read, decoded
   */
  RequestWitness(WireFormat format, String contentEncoding, long most) {
    this.most = most;
    reader = new AskedReader(format);
    copy = DecodedCopy.of(contentEncoding, this::read);
  }

  /** What a whole body says. */
  static Asked asked(WireFormat format, String contentEncoding, byte[] body) {
    RequestWitness witness = new RequestWitness(format, contentEncoding, MOST_AT_ONCE);
    witness.feed(body);
    witness.copy.close();
    return witness.reader.isComplete() ? witness.reader.asked() : Asked.UNKNOWN;
  }

  /** The next piece of the body. */
  synchronized void feed(byte[] piece) {
    if (!told) {
      copy.feed(piece);
    }
  }

  private void read(byte[] bytes, int offset, int length) {
    size += length;
    if (size > most) {
      copy.close();
    } else {
      reader.feed(bytes, offset, length);
    }
  }

  /** No more of it is read: what is known, once. Empty afterwards. */
  synchronized Optional<Asked> last() {
    if (told) {
      return Optional.empty();
    }
    told = true;
    copy.close();
    return Optional.of(reader.asked());
  }
}
