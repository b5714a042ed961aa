package org.tokentail.it;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.StreamEvent;
import java.net.URI;

/** LaunchDarkly's okhttp-eventsource. It reconnects by itself, twice as late each time. */
final class LaunchDarklyClient implements AutoCloseable {
  private final EventSource source;

  LaunchDarklyClient(URI stream, Inbox inbox) {
    source =
        new EventSource.Builder(ConnectStrategy.http(stream).header("x-api-key", Api.KEY))
            .errorStrategy(ErrorStrategy.alwaysContinue())
            .build();
    Thread thread = new Thread(() -> read(inbox), "launch-darkly");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(Inbox inbox) {
    for (StreamEvent event : source.anyEvents()) {
      if (event instanceof MessageEvent message) {
        inbox.add(message.getLastEventId(), message.getEventName(), message.getData());
      }
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
