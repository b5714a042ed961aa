package org.tokentail.write;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Changes on their way to the writer, in their order. Any thread puts; one thread takes. */
final class ChangeQueue {
  /** Changes in one transaction: enough to be fast, few enough that nobody waits long. */
  private static final int MAX_BATCH = 1_000;

  /**
   * How long changes that nobody waits for may wait for others to share their commit. It is the
   * gateway that writes them, at the begin of each call and with its first token: a commit at that
   * very moment would take a processor from the call itself, and a few milliseconds are nothing to
   * whoever watches.
   */
  private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long LONGEST_WAIT_MILLIS = 200;

  private final Semaphore room;
  private final LinkedBlockingQueue<QueuedChanges> queue = new LinkedBlockingQueue<>();

  /** Calls in the queue that somebody waits for. */
  private final AtomicInteger awaited = new AtomicInteger();

  /**
   * @param capacity changes at most, from their arrival until their room is given back
   */
  ChangeQueue(int capacity) {
    room = new Semaphore(capacity);
  }

  /** Takes room for so many changes; false, and nothing taken, where there is none. */
  boolean reserve(int changes) {
    return room.tryAcquire(changes);
  }

  /** Gives room back. */
  void release(int changes) {
    room.release(changes);
  }

  /**
   * @param call whose room is reserved
   * @param writer who takes
   */
  void put(QueuedChanges call, Thread writer) {
    if (call.isOnlyFailureHeard()) {
      queue.add(call);
    } else {
      awaited.incrementAndGet();
      queue.add(call);
      LockSupport.unpark(writer);
    }
  }

  /** Takes it back; false where it was taken before. */
  boolean remove(QueuedChanges call) {
    boolean there = queue.remove(call);
    if (there) {
      taken(call);
    }
    return there;
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** The next one; null: there is none. */
  QueuedChanges poll() {
    return taken(queue.poll());
  }

  /** When the oldest of them came; empty: there is none. */
  OptionalLong oldest() {
    QueuedChanges first = queue.peek();
    return first == null ? OptionalLong.empty() : OptionalLong.of(first.arrival());
  }

  /** The next one, if it came before that time; null otherwise. For the writer. */
  QueuedChanges pollFromBefore(long time) {
    QueuedChanges first = queue.peek();
    return first != null && first.arrival() - time < 0 ? poll() : null;
  }

  private QueuedChanges taken(QueuedChanges call) {
    if (call != null && !call.isOnlyFailureHeard()) {
      awaited.decrementAndGet();
    }
    return call;
  }

  /** What to commit together; empty: nothing came for a while. For the writer. */
  List<QueuedChanges> nextBatch() throws InterruptedException {
    List<QueuedChanges> calls = new ArrayList<>();
    int size = 0;
    QueuedChanges call = taken(queue.poll(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS));
    if (call != null && call.isOnlyFailureHeard()) {
      linger();
    }
    while (call != null) {
      calls.add(call);
      size += call.updates().size();
      QueuedChanges next = queue.peek();
      // Only the writer takes from the queue, so what was peeked is what is polled.
      call = next != null && size + next.updates().size() <= MAX_BATCH ? poll() : null;
    }
    return calls;
  }

  private void linger() {
    long end = System.nanoTime() + LINGER_NANOS;
    for (long left = LINGER_NANOS;
        left > 0 && awaited.get() == 0 && queue.size() < MAX_BATCH;
        left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
  }
}
