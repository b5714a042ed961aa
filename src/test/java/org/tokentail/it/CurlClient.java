package org.tokentail.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The executable {@code curl}, called again after each connection. */
final class CurlClient implements AutoCloseable {
  private final URI stream;
  private final ByHand reading;

  CurlClient(URI stream, Inbox inbox) {
    assumeTrue(isInstalled(), "curl is not installed");
    this.stream = stream;
    reading = new ByHand(inbox, this::open);
  }

  private static boolean isInstalled() {
    try {
      return new ProcessBuilder("curl", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private InputStream open(String position) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("curl", "-N", "-s", "-f", stream.toString()));
    command.addAll(List.of("-H", "x-api-key: " + Api.KEY));
    if (position != null) {
      command.addAll(List.of("-H", "Last-Event-ID: " + position));
    }
    Process curl =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new Output(curl);
  }

  @Override
  public void close() throws IOException {
    reading.close();
  }

  /** What curl prints; closing it ends curl. */
  private static final class Output extends FilterInputStream {
    private final Process curl;

    Output(Process curl) {
      super(curl.getInputStream());
      this.curl = curl;
    }

    @Override
    public void close() throws IOException {
      curl.destroy();
      super.close();
    }
  }
}
