package org.tokentail.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tokentail.config.Settings;
import org.tokentail.log.UnavailableException;
import org.tokentail.stream.event.ChangeEvents;
import org.tokentail.stream.event.Event;
import org.tokentail.stream.event.View;
import org.tokentail.stream.page.PageLog;

/**
 * A channel for each distinct view: made for its first client, dropped with its last. The one that
 * shows everything is always there, so that its clients find what they missed in memory.
 * Thread-safe.
 */
final class Channels {
  /** Records of the largest allowed size would otherwise fill the heap. */
  private static final long MAX_BYTES = 32L * 1024 * 1024;

  /** The same for all the others together: what they no longer have is in the journal. */
  private static final long MAX_BYTES_OF_OTHERS = 64L * 1024 * 1024;

  private final Settings.Stream settings;
  private final Channel all;

  @GuardedBy("this")
  private final Map<View, Channel> others = new HashMap<>();

  private final Recent recent;
  private volatile long headSeq;

  /**
   * @param seq the last change that was committed before they began
   * @param settings backlog, lag and number of distinct views besides the one that shows everything
   */
  Channels(long seq, Settings.Stream settings) {
    this.settings = settings;
    headSeq = seq;
    recent = new Recent(seq, settings.backlog(), MAX_BYTES);
    all = channel(View.ALL, MAX_BYTES);
  }

  private Channel channel(View view, long maxBytes) {
    PageLog log = new PageLog(recent.floor(), settings.backlog(), maxBytes);
    Channel channel = new Channel(view, log, settings.maxLag());
    recent.appendTo(channel);
    return channel;
  }

  /** Appends what follows; whatever was appended already is left out. */
  synchronized void append(List<ChangeEvents> changes) {
    for (ChangeEvents change : changes) {
      if (change.seq() > headSeq) {
        all.append(change);
        recent.add(change);
        others.values().forEach(channel -> channel.append(change));
        headSeq = change.seq();
      }
    }
  }

  synchronized void announce(Event event) {
    all.announce(event);
    others.values().forEach(channel -> channel.announce(event));
  }

  /** The last change appended. */
  long headSeq() {
    return headSeq;
  }

  /**
   * The channel of that view, with one client more.
   *
   * @throws UnavailableException when there are too many distinct ones
   */
  synchronized Channel join(View view) {
    Channel channel = view.equals(View.ALL) ? all : others.get(view);
    if (channel == null) {
      int max = settings.maxFilters();
      if (others.size() >= max) {
        throw new UnavailableException(
            "Too many filters",
            "Streams with %d distinct filters are open, the configured limit. Use a filter that is already open or none, retry later, or raise TOKENTAIL_STREAM_MAX_FILTERS."
                .formatted(max),
            5,
            null);
      }
      channel = channel(view, MAX_BYTES_OF_OTHERS / max);
      others.put(view, channel);
    }
    channel.join();
    return channel;
  }

  /** One client less. */
  synchronized void leave(Channel channel) {
    if (channel.leave() && channel != all) {
      others.remove(channel.view());
    }
  }

  /** Distinct views now, besides the one that shows everything. */
  synchronized int distinct() {
    return others.size();
  }
}
