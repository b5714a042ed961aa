package org.tokentail.stream.output;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A response that takes as many writes as it is told to, like a socket whose client reads slowly.
 */
public final class TestResponse extends ServletOutputStream {
  private static final Pattern ID = Pattern.compile("(?m)^id: \\w+-(\\d+)$");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private WriteListener listener;
  private int room;

  /** Lets that many more writes pass, and calls back as a container does. */
  public void makeRoom(int writes) throws Exception {
    room += writes;
    listener.onWritePossible();
  }

  @Override
  public boolean isReady() {
    return room > 0;
  }

  @Override
  public void setWriteListener(WriteListener writeListener) {
    listener = writeListener;
  }

  @Override
  public void write(int b) {
    throw new IllegalStateException("Events are written whole");
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    if (room-- <= 0) {
      throw new IllegalStateException("Written without asking isReady()");
    }
    written.write(bytes, from, length);
  }

  public String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  /** The positions of the events that were written, in their order. */
  public List<Long> seqs() {
    List<Long> seqs = new ArrayList<>();
    Matcher matcher = ID.matcher(text());
    while (matcher.find()) {
      seqs.add(Long.valueOf(matcher.group(1)));
    }
    return seqs;
  }
}
