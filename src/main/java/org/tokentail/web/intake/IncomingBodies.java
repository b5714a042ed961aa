package org.tokentail.web.intake;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.tokentail.security.Refusals;
import org.tokentail.security.Refusals.Reason;
import org.tokentail.server.PlainThreads;

/**
 * All bodies on their way, and those that are whole and wait for a thread. One timer holds them to
 * their deadlines. Thread-safe.
 */
@ApplicationScoped
public class IncomingBodies {
  /** Without a key: more than these, and the first of them has to go. */
  static final int MAX_STRANGERS = 2_000;

  static final int MAX = 10_000;

  /** So many are handed to JAX-RS at a time: the container makes a thread for each. */
  static final int MAX_DISPATCHED = 64;

  private static final long MIN_MEMORY = 16 * 1024 * 1024;
  private static final int HEAP_SHARE = 32;
  private static final long LOOK_EVERY_MS = 500;
  private static final long WAY_OUT_MS = 20;

  private final BodyMemory memory =
      new BodyMemory(Math.max(MIN_MEMORY, Runtime.getRuntime().maxMemory() / HEAP_SHARE));
  private final Set<IncomingBody> coming = new LinkedHashSet<>();
  private final Set<IncomingBody> strangers = new LinkedHashSet<>();
  private final Queue<IncomingBody> waiting = new ArrayDeque<>();
  private int dispatched;

  @Inject private Refusals refusals;
  private ScheduledExecutorService timer;
  private ScheduledFuture<?> looks;

  @PostConstruct
  void start() {
    timer = Executors.newSingleThreadScheduledExecutor(new PlainThreads("tokentail-bodies"));
    looks =
        timer.scheduleWithFixedDelay(
            this::endLate, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    looks.cancel(false);
    timer.shutdownNow();
  }

  BodyMemory memory() {
    return memory;
  }

  /** False when there are too many. */
  boolean add(IncomingBody body) {
    IncomingBody first = null;
    synchronized (this) {
      if (coming.size() + strangers.size() >= MAX) {
        return false;
      }
      Set<IncomingBody> these = body.isStrangers() ? strangers : coming;
      these.add(body);
      if (strangers.size() > MAX_STRANGERS) {
        first = strangers.iterator().next();
        strangers.remove(first);
      }
    }
    if (first != null) {
      first.makeRoom();
    }
    return true;
  }

  /** It will not become whole. */
  void ended(IncomingBody body, Reason reason) {
    refusals.count(reason);
    forget(body);
    memory.giveBack(body.room());
  }

  /** It goes on when there is a place. */
  void whole(IncomingBody body) {
    forget(body);
    synchronized (this) {
      if (dispatched == MAX_DISPATCHED) {
        waiting.add(body);
        return;
      }
      dispatched++;
    }
    dispatch(body);
  }

  /** JAX-RS has read it: its place is another's. */
  void passedOn(IncomingBody body) {
    memory.giveBack(body.room());
    IncomingBody next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        dispatched--;
      }
    }
    if (next != null) {
      dispatch(next);
    }
  }

  /**
   * A moment later: a request that is dispatched while its own thread is still on its way out of
   * the container is ended by that thread (seen on Payara 6).
   */
  private void dispatch(IncomingBody body) {
    var unused = timer.schedule(body::dispatch, WAY_OUT_MS, TimeUnit.MILLISECONDS);
  }

  private synchronized void forget(IncomingBody body) {
    (body.isStrangers() ? strangers : coming).remove(body);
  }

  private void endLate() {
    long now = System.nanoTime();
    List<IncomingBody> all;
    synchronized (this) {
      all = new ArrayList<>(coming);
      all.addAll(strangers);
    }
    all.forEach(body -> body.endIfLate(now));
  }
}
