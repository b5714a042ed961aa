package org.tokentail.admission;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tokentail.config.Settings;
import org.tokentail.log.UnavailableException;
import org.tokentail.server.PlainThreads;

/**
 * Asks readers' questions of the database: a few at a time on threads of its own, the others wait
 * in a bounded queue without holding a thread of the server's. Whoever waits too long, or finds the
 * queue full, is refused and told when to come back. So no number of readers takes what a writer
 * needs. Thread-safe.
 */
@ApplicationScoped
public class ReaderPool {
  private static final System.Logger LOG = System.getLogger(ReaderPool.class.getName());

  /** Questions that wait at most. */
  static final int MAX_WAITING = 256;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** Answers on their way to readers that may be slow. */
  private static final int ANSWERING = 64;

  private static final int REFUSING = 2;
  private static final int IDLE_SECONDS = 10;
  private static final int EXPIRY_MS = 250;
  private static final int CLOSE_MS = 2_000;
  private static final int RETRY_SECONDS = 2;

  private final QuestionQueue queue;
  private final List<Thread> askers;
  private final ThreadPoolExecutor answering;

  /**
   * Of its own: the timer must not wait for a reader, and those who are refused need not either.
   */
  private final ThreadPoolExecutor refusing;

  private final ScheduledExecutorService expiry;

  /** For the container's proxy only. */
  protected ReaderPool() {
    queue = null;
    askers = List.of();
    answering = null;
    refusing = null;
    expiry = null;
  }

  @Inject
  public ReaderPool(Settings settings) {
    this(settings.storage().shares().readers(), LONGEST_WAIT);
  }

  /**
   * @param readers questions under way at once, from 1
   * @param longestWait after which a question that waits is refused
   */
  ReaderPool(int readers, Duration longestWait) {
    queue = new QuestionQueue(readers, MAX_WAITING, longestWait, System::nanoTime);
    // A result is held by the thread that sends it: with none free, the reader's own thread does.
    answering =
        new ThreadPoolExecutor(
            0,
            ANSWERING,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new PlainThreads("tokentail-answer"),
            (send, pool) -> send.run());
    // Its queue needs no bound: what waits in it came out of the other one.
    refusing =
        new ThreadPoolExecutor(
            REFUSING,
            REFUSING,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new PlainThreads("tokentail-refusal"));
    refusing.allowCoreThreadTimeOut(true);
    expiry = Executors.newSingleThreadScheduledExecutor(new PlainThreads("tokentail-reader-wait"));
    var unused =
        expiry.scheduleWithFixedDelay(
            this::refuseLate, EXPIRY_MS, EXPIRY_MS, TimeUnit.MILLISECONDS);
    PlainThreads threads = new PlainThreads("tokentail-reader");
    askers = Stream.generate(() -> threads.newThread(this::askAll)).limit(readers).toList();
    askers.forEach(Thread::start);
  }

  /**
   * Asks as soon as it is this question's turn.
   *
   * @param question uses the database; must not wait for anything else
   * @return completes with the answer or the question's failure, on a thread that may be held up by
   *     a slow reader; exceptionally with {@link UnavailableException} when too many questions wait
   */
  public <T> CompletionStage<T> ask(Priority priority, Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    if (!queue.offer(new Question<>(priority, question, answer, System.nanoTime()))) {
      answer.completeExceptionally(queue.isClosed() ? stopping() : tooMany());
    }
    return answer;
  }

  /**
   * Asks when it is this question's turn, and waits for the answer. For threads that may be held up
   * by the database.
   *
   * @throws RuntimeException the question's own, or {@link UnavailableException} as {@link #ask}
   */
  public <T> T await(Priority priority, Supplier<T> question) {
    try {
      return ask(priority, question).toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  private void askAll() {
    try {
      for (Question<?> next = queue.next(); next != null; next = queue.next()) {
        answer(next);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts these threads: H2 would close its file if they were in it.
      Thread.currentThread().interrupt();
    }
  }

  /** Never throws: without these threads no question would be answered any more. */
  private void answer(Question<?> question) {
    try {
      Runnable send;
      try {
        send = question.ask();
      } finally {
        queue.done(question);
      }
      hand(answering, send);
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "A question could not be answered", e);
      question.answer().completeExceptionally(e);
    }
  }

  private void refuseLate() {
    queue.expired().forEach(late -> refuse(late, tooMany()));
  }

  private void refuse(Question<?> question, UnavailableException reason) {
    hand(refusing, () -> question.answer().completeExceptionally(reason));
  }

  /** Where there is no thread to be had, and at the end, it is done here. */
  private static void hand(ThreadPoolExecutor threads, Runnable send) {
    try {
      threads.execute(send);
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.log(System.Logger.Level.DEBUG, "No thread for an answer", e);
      send.run();
    }
  }

  @PreDestroy
  public void close() {
    expiry.shutdown();
    queue.close().forEach(left -> refuse(left, stopping()));
    askers.forEach(ReaderPool::await);
    answering.shutdown();
    refusing.shutdown();
  }

  /** The database is closed after it: a question under way gets a moment to end. */
  private static void await(Thread asker) {
    try {
      asker.join(CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static UnavailableException stopping() {
    return new UnavailableException(
        "Shutting down", "The server is going down. Retry when it is back.", 2, null);
  }

  private static UnavailableException tooMany() {
    return new UnavailableException(
        "Too many questions at once",
        "More questions are asked than the database can answer now. Nothing is wrong with this one; retry it.",
        RETRY_SECONDS,
        null);
  }
}
