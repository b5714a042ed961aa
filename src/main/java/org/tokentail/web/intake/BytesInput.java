package org.tokentail.web.intake;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;

/** A body that is in memory, as a request has it. For one thread. */
final class BytesInput extends ServletInputStream {
  private final ByteArrayInputStream bytes;

  BytesInput(byte[] bytes, int size) {
    this.bytes = new ByteArrayInputStream(bytes, 0, size);
  }

  @Override
  public int read() {
    return bytes.read();
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    return bytes.read(into, offset, length);
  }

  @Override
  public int available() {
    return bytes.available();
  }

  @Override
  public boolean isFinished() {
    return bytes.available() == 0;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  /** Nobody needs to wait for what is here. */
  @Override
  public void setReadListener(ReadListener listener) {
    throw new IllegalStateException("All of it is here: read it");
  }
}
