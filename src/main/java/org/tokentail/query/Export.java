package org.tokentail.query;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.tokentail.journal.PageQuery;
import org.tokentail.journal.PageRequest;
import org.tokentail.log.RequestLog;
import org.tokentail.log.UnavailableException;

/**
 * Records as one file, read page by page while they are written. Between two pages it holds nothing
 * of the database: a slow client hinders nobody. For one use.
 */
final class Export implements StreamingOutput {
  private static final System.Logger LOG = System.getLogger(Export.class.getName());

  /** Bounded: a record may hold some 40 KB. */
  static final int PAGE = 500;

  static final Duration PAUSE = Duration.ofSeconds(1);

  private static final int MAX_TRIES = 30;

  private final Function<PageRequest, PageQuery.Found> pages;
  private final Order order;
  private final Client client;
  private final BooleanSupplier stopping;
  private final Duration pause;
  private PageQuery.Found page;

  /**
   * What is wanted.
   *
   * @param first the first page
   */
  record Order(PageRequest first, RecordWriter.Format format, RecordColumns columns) {}

  /** Who reads it. */
  interface Client {
    /** Whether it has gone, as far as that is known without writing to it. */
    boolean hasGone();

    /** Ends the answer so that it cannot pass for a whole one. */
    void breakOff();
  }

  /**
   * Reads the first page: a failure up to here has an answer of its own.
   *
   * @param pages reads one page, when it may
   * @param stopping whether the application stops
   * @param pause before a page that could not be read is tried again
   */
  Export(
      Function<PageRequest, PageQuery.Found> pages,
      Order order,
      Client client,
      BooleanSupplier stopping,
      Duration pause) {
    this.pages = pages;
    this.order = order;
    this.client = client;
    this.stopping = stopping;
    this.pause = pause;
    page = pages.apply(order.first);
  }

  /** Whether the first page has everything. */
  boolean isOnePage() {
    return following().isEmpty();
  }

  /** Records on the page that was read last. */
  int size() {
    return page.records().size();
  }

  /** Never throws: the head of the answer is out, and what follows could only be taken for data. */
  @Override
  public void write(OutputStream output) {
    try {
      writeTo(output);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "The client of an export has gone", e);
      client.breakOff();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "An export ends early; its connection is closed", e);
      client.breakOff();
    }
  }

  private void writeTo(OutputStream output) throws IOException {
    try (RecordWriter writer = order.format.to(output, order.columns)) {
      Optional<PageRequest.Key> next;
      do {
        for (RequestLog log : page.records()) {
          writer.write(log);
        }
        writer.flush();
        next = following();
        if (stopping.getAsBoolean()) {
          throw new IllegalStateException("Tokentail stops");
        }
        if (next.isPresent()) {
          // Where records are rare nothing is written for long, and so no write fails.
          if (page.records().isEmpty() && client.hasGone()) {
            throw new IOException("The client has closed its connection");
          }
          page = read(after(next));
        }
      } while (next.isPresent());
    }
  }

  /** The head of the file is out: what is busy now is tried again before it is given up. */
  private PageQuery.Found read(PageRequest request) {
    for (int tries = 1; true; tries++) {
      try {
        return pages.apply(request);
      } catch (UnavailableException e) {
        if (tries == MAX_TRIES || stopping.getAsBoolean() || client.hasGone()) {
          throw e;
        }
        LockSupport.parkNanos(pause.toNanos());
      }
    }
  }

  private Optional<PageRequest.Key> following() {
    List<RequestLog> records = page.records();
    return records.size() < order.first.limit()
        ? page.scannedTo()
        : Optional.of(PageRequest.Key.of(records.get(records.size() - 1)));
  }

  private PageRequest after(Optional<PageRequest.Key> key) {
    PageRequest first = order.first;
    return new PageRequest(first.filter(), key, first.from(), first.to(), first.limit());
  }
}
