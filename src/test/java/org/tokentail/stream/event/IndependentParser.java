package org.tokentail.stream.event;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.StreamException;
import com.launchdarkly.logging.LDLogger;
import java.io.Closeable;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Somebody else's reader of event streams, LaunchDarkly's, on bytes instead of a network. */
final class IndependentParser extends ConnectStrategy {
  private static final URI NOWHERE = URI.create("http://127.0.0.1/");

  private final InputStream bytes;

  private IndependentParser(InputStream bytes) {
    this.bytes = bytes;
  }

  static List<MessageEvent> parse(InputStream bytes) {
    List<MessageEvent> events = new ArrayList<>();
    try (EventSource source = new EventSource.Builder(new IndependentParser(bytes)).build()) {
      for (MessageEvent event = source.readMessage(); ; event = source.readMessage()) {
        events.add(event);
      }
    } catch (StreamException e) {
      // The bytes are at their end.
      return events;
    }
  }

  @Override
  public Client createClient(LDLogger logger) {
    return new Client() {
      @Override
      public Result connect(String lastEventId) {
        Closeable nothing = () -> {};
        return new Result(bytes, NOWHERE, nothing);
      }

      @Override
      public boolean awaitClosed(long timeoutMillis) {
        return true;
      }

      @Override
      public URI getOrigin() {
        return NOWHERE;
      }

      @Override
      public void close() {
        // holds nothing
      }
    };
  }
}
