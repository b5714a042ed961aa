package org.tokentail.web.intake;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
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
  private static final System.Logger LOG = System.getLogger(IncomingBodies.class.getName());

  /** Without a key: more than these, and the first of them has to go. */
  static final int MAX_STRANGERS = 2_000;

  static final int MAX = 10_000;

  /** So many are handed to JAX-RS at a time: the container makes a thread for each. */
  static final int MAX_DISPATCHED = 64;

  private static final long MIN_MEMORY = 16 * 1024 * 1024;
  private static final int HEAP_SHARE = 32;
  private static final long LOOK_EVERY_MS = 500;

  /** Between two looks whether a request's own thread has left it. */
  private static final long LEAVING_MS = 5;

  private static final int ENDING = 4;
  private static final int IDLE_SECONDS = 10;

  /** JAX-RS answers each within a moment. One that never came there gives its place back. */
  private static final long LONGEST_PASS_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final BodyMemory memory =
      new BodyMemory(Math.max(MIN_MEMORY, Runtime.getRuntime().maxMemory() / HEAP_SHARE));

  @GuardedBy("this")
  private final Set<IncomingBody> coming = new LinkedHashSet<>();

  @GuardedBy("this")
  private final Set<IncomingBody> strangers = new LinkedHashSet<>();

  @GuardedBy("this")
  private final Queue<IncomingBody> waiting = new ArrayDeque<>();

  /** Those that were handed on, and when. */
  @GuardedBy("this")
  private final Map<IncomingBody, Long> passing = new HashMap<>();

  @Inject private Refusals refusals;
  private ScheduledExecutorService timer;

  /** Of its own: nobody's lateness may hold up those who are on their way. */
  private ScheduledExecutorService dispatcher;

  /** Ends those that will not become whole. As many wait in it as there are bodies. */
  private ThreadPoolExecutor endings;

  private ScheduledFuture<?> looks;

  @PostConstruct
  void start() {
    timer = Executors.newSingleThreadScheduledExecutor(new PlainThreads("tokentail-bodies"));
    dispatcher = Executors.newSingleThreadScheduledExecutor(new PlainThreads("tokentail-dispatch"));
    endings =
        new ThreadPoolExecutor(
            ENDING,
            ENDING,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new PlainThreads("tokentail-body-end"));
    endings.allowCoreThreadTimeOut(true);
    looks =
        timer.scheduleWithFixedDelay(
            this::look, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    looks.cancel(false);
    timer.shutdownNow();
    dispatcher.shutdownNow();
    endings.shutdown();
  }

  BodyMemory memory() {
    return memory;
  }

  /** False when there are too many. */
  boolean add(IncomingBody body) {
    IncomingBody first = null;
    synchronized (this) {
      if (coming.size() + strangers.size() + waiting.size() >= MAX) {
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

  /** Does the work that ends one, on a thread of its own. */
  void later(Runnable end) {
    try {
      endings.execute(end);
    } catch (RejectedExecutionException e) {
      LOG.log(System.Logger.Level.DEBUG, "The application ends before a body does", e);
    }
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
      if (passing.size() >= MAX_DISPATCHED) {
        waiting.add(body);
        return;
      }
      passing.put(body, System.nanoTime());
    }
    dispatchWhenAlone(body);
  }

  /** JAX-RS has read it: its place is another's. Once; what follows does nothing. */
  void passedOn(IncomingBody body) {
    IncomingBody next;
    synchronized (this) {
      if (passing.remove(body) == null) {
        return;
      }
      next = waiting.poll();
      if (next != null) {
        passing.put(next, System.nanoTime());
      }
    }
    memory.giveBack(body.room());
    if (next != null) {
      dispatchWhenAlone(next);
    }
  }

  private void dispatchWhenAlone(IncomingBody body) {
    // A moment after it was seen: the very last of that thread's work follows on what can be seen.
    if (!isPassing(body)) {
      return;
    }
    Runnable next = body.isAlone() ? body::dispatch : () -> dispatchWhenAlone(body);
    try {
      var unused = dispatcher.schedule(next, LEAVING_MS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(System.Logger.Level.DEBUG, "The application ends before a body is handed on", e);
    }
  }

  private synchronized boolean isPassing(IncomingBody body) {
    return passing.containsKey(body);
  }

  private synchronized void forget(IncomingBody body) {
    (body.isStrangers() ? strangers : coming).remove(body);
  }

  private void look() {
    try {
      endLate(System.nanoTime());
      giveUpLost(System.nanoTime());
    } catch (Throwable e) {
      // What a timer throws is its last.
      LOG.log(System.Logger.Level.WARNING, "Bodies on their way could not be looked after", e);
    }
  }

  private void endLate(long now) {
    List<IncomingBody> all;
    synchronized (this) {
      all = new ArrayList<>(coming);
      all.addAll(strangers);
    }
    all.forEach(body -> body.endIfLate(now));
  }

  private void giveUpLost(long now) {
    List<IncomingBody> lost;
    synchronized (this) {
      lost =
          passing.entrySet().stream()
              .filter(entry -> now - entry.getValue() > LONGEST_PASS_NANOS)
              .map(Map.Entry::getKey)
              .toList();
    }
    lost.stream().filter(IncomingBody::endIfLost).forEach(this::passedOn);
  }
}
