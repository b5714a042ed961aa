package org.tokentail.gateway;

import java.time.Duration;
import org.tokentail.gateway.caller.CallerBody;
import org.tokentail.gateway.caller.CallerResponse;
import org.tokentail.server.PeerWatch;

/** Whether there is still somebody to answer. Thread-safe. */
final class CallerPresence {
  private static final String LEFT = "The caller left.";

  private final Gateway gateway;
  private final CallerResponse response;
  private final SentBody sent;

  /** Null until it is looked at for the first time. */
  private volatile PeerWatch.Watched watched;

  private volatile boolean over;

  CallerPresence(Gateway gateway, CallerResponse response, SentBody sent) {
    this.gateway = gateway;
    this.response = response;
    this.sent = sent;
  }

  /**
   * Why a caller whose connection stands is not waited for any more; null: it is.
   *
   * @param idle longest time in which nothing goes on
   * @param answered whether the answer has begun: the rest of the request is then not waited for
   */
  String absence(long nowNanos, Duration idle, boolean answered) {
    if (response.isStalled(nowNanos, idle)) {
      return "The caller took nothing for %d s.".formatted(idle.toSeconds());
    }
    if (!answered && sent.hasStalled(nowNanos, idle)) {
      return "The caller sent nothing for %d s.".formatted(idle.toSeconds());
    }
    return null;
  }

  /** Whether its connection has ended. */
  boolean isGone() {
    return response.isGone() || response.isOver();
  }

  /** What is said of a caller whose connection has ended. */
  String left() {
    return sent.isIncomplete() ? CallerBody.BROKE_OFF : LEFT;
  }

  /**
   * Has the connection watched, where it is not. Not to be called early: a short call is over
   * before it would be worth it.
   *
   * @param gone told when the caller has left
   */
  void watch(Runnable gone) {
    if (watched == null || watched.isOver()) {
      watched = gateway.watchPeer(response, gone);
      if (over) {
        stop();
      }
    }
  }

  /** Ends the watch. */
  void stop() {
    over = true;
    PeerWatch.Watched seen = watched;
    if (seen != null) {
      seen.cancel();
    }
  }
}
