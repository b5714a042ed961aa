package org.tokentail.log;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.tokentail.config.Settings;
import org.tokentail.journal.Journal;

/**
 * The only way to write to the log. Whoever records requests (the REST API, the gateway, demo
 * traffic) calls it; whoever wants to know of them observes {@link LogsChanged}, fired after each
 * commit. Thread-safe.
 */
@ApplicationScoped
public class RequestLogManager {
  @Inject private Journal journal;
  @Inject private Settings settings;
  @Inject private Event<LogsChanged> changed;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory threads;

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  private ManagedExecutorService callbacks;

  private GroupCommit commits;

  @PostConstruct
  void open() {
    commits =
        new GroupCommit(
            journal, settings.writing().queueCapacity(), changed::fire, threads, callbacks);
  }

  @PreDestroy
  void close() {
    commits.close();
  }

  /**
   * Records requests, new or known, all or none of them.
   *
   * @param records 1 to 1,000
   * @return completes after the commit, never on the caller's thread; exceptionally with {@link
   *     UnavailableException} when nothing was kept and the same call may be repeated
   */
  public CompletionStage<Recorded> add(List<LogUpdate> records) {
    return commits.submit(records);
  }

  /**
   * Changes one request, and creates it when its id is unknown.
   *
   * @return completes with the committed record, otherwise like {@link #add}
   */
  public CompletionStage<RequestLog> update(LogUpdate update) {
    return commits.submit(List.of(update)).thenApply(recorded -> recorded.records().get(0));
  }
}
