package org.tokentail.web;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.tokentail.journal.Database;

/**
 * Whether the database answers, for everybody who asks for the health: nobody waits for longer than
 * 2 s, and strangers do not take its connections. Thread-safe.
 */
@ApplicationScoped
public class DatabaseCheck {
  private static final int IDLE_SECONDS = 10;

  @Inject private Database database;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory threads;

  private ThreadPoolExecutor executor;
  private BoundedAnswer answer;

  @PostConstruct
  void open() {
    // Its queue needs no bound: one question at a time.
    executor =
        new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    executor.allowCoreThreadTimeOut(true);
    answer = new BoundedAnswer(database::answers, executor, System::nanoTime);
  }

  @PreDestroy
  void close() {
    executor.shutdownNow();
  }

  boolean answers() {
    return answer.get();
  }
}
