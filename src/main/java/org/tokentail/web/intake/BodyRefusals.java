package org.tokentail.web.intake;

import jakarta.ws.rs.ClientErrorException;
import org.tokentail.log.UnavailableException;

/** What the sender of a body that is not taken is told (docs/PROTOCOL.md, "Errors"). */
final class BodyRefusals {
  private BodyRefusals() {}

  static RuntimeException unsized() {
    return new ClientErrorException(
        "Over HTTP/2 a body needs a Content-Length: without it one that was cut off cannot be told from a whole one.",
        411);
  }

  static RuntimeException tooSlow(Throwable cause) {
    return new ClientErrorException(
        "The body did not come in time: within 10 s, and what is larger than 64 KiB at 16 KiB a second on the average. Send it again, in one go.",
        408,
        cause);
  }

  static RuntimeException tooLarge(int largest) {
    return new ClientErrorException(
        largest == BodyGate.LARGEST
            ? "At most 8 MiB a call. Send several calls."
            : "At most %d bytes here.".formatted(largest),
        413);
  }

  static UnavailableException tooMany() {
    return new UnavailableException(
        "Too much at once", "Too many bodies are being sent. Retry.", 1, null);
  }
}
