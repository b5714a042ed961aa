package org.tokentail.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Many clients of one event stream, read by one thread. Thread-safe. */
public final class StreamCrowd implements AutoCloseable {
  private static final long LONGEST_QUESTION_SECONDS = 60;

  private final URI stream;
  private final Map<String, String> headers;
  private final List<byte[]> countedNames;
  private final Selector selector;
  private final Thread thread;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private volatile boolean isClosed;

  // These belong to the thread.
  private final ReadBuffer buffer = new ReadBuffer();
  private final SentAt sentAt = new SentAt();
  private final Members members = new Members();
  private final Count count = new Count();

  /**
   * @param stream an http address
   * @param headers of each request, such as x-api-key
   * @param countedNames the events that count, such as log:created
   */
  public StreamCrowd(URI stream, Map<String, String> headers, String... countedNames) {
    this.stream = stream;
    this.headers = Map.copyOf(headers);
    this.countedNames = Stream.of(countedNames).map(Scan::ascii).toList();
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = new Thread(this::run, "stream-crowd");
    thread.setDaemon(true);
    thread.start();
  }

  /** Begins to open so many connections, and returns at once. A few are under way at a time. */
  public List<StreamConnection> open(int connections, Opening how) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    how.lastEventId().ifPresent(id -> all.put("Last-Event-ID", id));
    byte[] request = HttpRequestHead.get(stream, all);
    List<StreamConnection> opened =
        IntStream.range(0, connections)
            .mapToObj(i -> new StreamConnection(this, how, request, countedNames, sentAt))
            .toList();
    tell(() -> members.waitToOpen(opened));
    return opened;
  }

  /**
   * Waits until every connection has been answered, or failed.
   *
   * @return false when the patience ended first
   */
  public boolean awaitAnswers(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!ask(members::allAnswered)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Pause.of(Duration.ofMillis(10));
    }
    return true;
  }

  /** Counts events anew, those of each connection as well. */
  public void countAnew() {
    ask(
        () -> {
          count.restart();
          members.open().forEach(StreamConnection::countAnew);
          return true;
        });
  }

  public Tally tally() {
    return ask(
        () -> {
          LongSummaryStatistics each = members.eventsEach();
          boolean none = each.getCount() == 0;
          return new Tally(
              members.open().size(),
              members.ended(StreamConnection.State.REFUSED),
              members.ended(StreamConnection.State.FAILED),
              members.ended(StreamConnection.State.ENDED),
              count.events(),
              none ? 0 : each.getMin(),
              none ? 0 : each.getMax(),
              count.lastAt());
        });
  }

  /** How old the counted events were when they arrived, in microseconds, since the count began. */
  public Histogram latency() {
    return ask(count::latency);
  }

  /** Closes all connections. */
  @Override
  public void close() {
    isClosed = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has the thread do it, soon. */
  void tell(Runnable task) {
    if (isOurs()) {
      task.run();
    } else {
      tasks.add(task);
      selector.wakeup();
    }
  }

  /** Has the thread answer it. */
  <T> T ask(Supplier<T> question) {
    if (isOurs()) {
      return question.get();
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    tell(() -> answer.complete(question.get()));
    return answer.orTimeout(LONGEST_QUESTION_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Once the thread is gone, whoever comes may do its work. */
  private boolean isOurs() {
    return Thread.currentThread() == thread || !thread.isAlive();
  }

  /** An event of a counted name. */
  void arrived(long sent) {
    count.arrived(sent);
  }

  Members members() {
    return members;
  }

  private void run() {
    InetSocketAddress server = new InetSocketAddress(stream.getHost(), stream.getPort());
    try (selector) {
      while (!isClosed) {
        runTasks();
        members.openNext(selector, server);
        selector.select(this::ready, 100);
        members.endOverdue();
      }
      members.leaveAll();
      // A registered channel is closed for good by the next selection only.
      selector.selectNow();
      runTasks();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private void ready(SelectionKey key) {
    ((StreamConnection) key.attachment()).ready(buffer);
  }
}
