package org.tokentail.admission;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Questions that wait for their turn: first come, first served within a priority. Thread-safe.
 *
 * <p>Pages go first, but every fifth turn belongs to the others, so that nobody waits for ever. One
 * turn is kept for pages: analyses and exports never have all of them.
 */
final class QuestionQueue {
  /** So many pages go before one question of another kind that waits. */
  private static final int PAGES_IN_A_ROW = 4;

  private final int turns;
  private final int capacity;
  private final long longestWaitNanos;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private final Map<Priority, Deque<Question<?>>> waiting = new EnumMap<>(Priority.class);

  @GuardedBy("lock")
  private int pagesInARow;

  /** Questions under way that are no pages. */
  @GuardedBy("lock")
  private int others;

  @GuardedBy("lock")
  private boolean closed;

  /**
   * @param turns questions under way at once, from 1
   * @param capacity questions that wait at most, exports not counted: these are bounded elsewhere
   * @param longestWait after which a question is refused; exports wait for as long as it takes
   */
  QuestionQueue(int turns, int capacity, Duration longestWait, LongSupplier nanoTime) {
    this.turns = turns;
    this.capacity = capacity;
    longestWaitNanos = longestWait.toNanos();
    this.nanoTime = nanoTime;
    for (Priority priority : Priority.values()) {
      waiting.put(priority, new ArrayDeque<>());
    }
  }

  /** False, and nothing is kept, when too many wait or this is closed. */
  boolean offer(Question<?> question) {
    lock.lock();
    try {
      boolean full = question.priority() != Priority.EXPORT && bounded() >= capacity;
      if (closed || full) {
        return false;
      }
      waiting.get(question.priority()).add(question);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private int bounded() {
    return waiting.get(Priority.PAGE).size() + waiting.get(Priority.ANALYSIS).size();
  }

  /** Waits for the next question; {@link #done} must follow. Null when this is closed. */
  Question<?> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Question<?> question = poll();
      while (question == null && !closed) {
        changed.await();
        question = poll();
      }
      return closed ? null : question;
    } finally {
      lock.unlock();
    }
  }

  /** The question's turn is over. */
  void done(Question<?> question) {
    lock.lock();
    try {
      if (question.priority() != Priority.PAGE) {
        others--;
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private Question<?> poll() {
    Deque<Question<?>> pages = waiting.get(Priority.PAGE);
    Deque<Question<?>> other = otherLine();
    boolean hasTurn = others < Math.max(1, turns - 1);
    if (!other.isEmpty() && hasTurn && (pages.isEmpty() || pagesInARow >= PAGES_IN_A_ROW)) {
      pagesInARow = 0;
      others++;
      return other.poll();
    }
    Question<?> page = pages.poll();
    pagesInARow += page == null ? 0 : 1;
    return page;
  }

  /** Of analyses and exports, the line whose first question has waited longer. */
  @GuardedBy("lock")
  private Deque<Question<?>> otherLine() {
    Deque<Question<?>> analyses = waiting.get(Priority.ANALYSIS);
    Deque<Question<?>> exports = waiting.get(Priority.EXPORT);
    if (analyses.isEmpty() || exports.isEmpty()) {
      return analyses.isEmpty() ? exports : analyses;
    }
    return exports.peek().askedNanos() - analyses.peek().askedNanos() < 0 ? exports : analyses;
  }

  /** Takes out those that have waited for too long. */
  List<Question<?>> expired() {
    lock.lock();
    try {
      List<Question<?>> late = new ArrayList<>();
      long now = nanoTime.getAsLong();
      for (Priority priority : List.of(Priority.PAGE, Priority.ANALYSIS)) {
        Deque<Question<?>> line = waiting.get(priority);
        while (!line.isEmpty() && now - line.peek().askedNanos() > longestWaitNanos) {
          late.add(line.poll());
        }
      }
      return late;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends every wait; returns the questions that are left. */
  List<Question<?>> close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      List<Question<?>> left = new ArrayList<>();
      waiting.values().forEach(left::addAll);
      waiting.values().forEach(Deque::clear);
      return left;
    } finally {
      lock.unlock();
    }
  }
}
