package org.tokentail.gateway.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.tokentail.log.Usage;

/**
 * Answers as the providers document them (README.md beside the files), and what is to be read from
 * them.
 *
 * @param file the end of its name says whether it is an event stream
 * @param content where the first content stands in it; null when it has none
 * @param last where the event begins that ends the answer; null when it does not end well
 */
record Sample(String file, WireFormat format, String content, String last, Answer answer) {
  boolean isEventStream() {
    return file.endsWith(".sse");
  }

  byte[] bytes() {
    try (InputStream in = Sample.class.getResourceAsStream(file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    return new String(bytes(), UTF_8);
  }

  AnswerReader reader() {
    return AnswerReader.of(format);
  }

  /** How many bytes of the answer stand before that text. */
  int bytesBefore(String part) {
    int at = text().indexOf(part);
    if (at < 0) {
      throw new IllegalArgumentException(part + " is not in " + file);
    }
    return text().substring(0, at).getBytes(UTF_8).length;
  }

  @Override
  public String toString() {
    return file;
  }

  static Usage usage(Long input, Long output, Long cacheCreation, Long cacheRead) {
    return new Usage(input, output, cacheCreation, cacheRead, null);
  }
}
