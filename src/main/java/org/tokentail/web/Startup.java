package org.tokentail.web;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.SecureRandom;
import org.tokentail.config.Readiness;
import org.tokentail.config.Settings;
import org.tokentail.config.Version;
import org.tokentail.demo.DemoTraffic;
import org.tokentail.journal.Database;
import org.tokentail.security.AccessKey;
import org.tokentail.stream.LogBroadcaster;

/** Brings the application up at deployment instead of with the first request, and says so. */
// No transaction of the container's: a connection of its pool would be drawn into it.
@TransactionManagement(TransactionManagementType.BEAN)
@Singleton
@jakarta.ejb.Startup
public class Startup {
  private static final System.Logger LOG = System.getLogger(Startup.class.getName());

  @Inject private Settings settings;
  @Inject private Readiness readiness;
  @Inject private AccessKey key;
  @Inject private Database database;
  @Inject private LogBroadcaster broadcaster;
  @Inject private DemoTraffic demo;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory threads;

  private Opening opening;
  private volatile Thread announcer;

  @PostConstruct
  void start() {
    LOG.log(
        System.Logger.Level.INFO,
        "Tokentail {0}, data in {1}",
        Version.CURRENT,
        settings.dataDir());
    if (key.isGenerated() && !settings.access().print()) {
      LOG.log(
          System.Logger.Level.INFO,
          "No TOKENTAIL_KEY is configured: a generated one is in the file access-key of the data directory");
    }
    opening = new Opening(this::open, readiness, new SecureRandom());
    opening.begin(threads);
  }

  /** What needs the database; each of these may find that it has just gone away again. */
  private void open() {
    database.open();
    LOG.log(System.Logger.Level.INFO, "The feed is at {0}", broadcaster.head());
    if (settings.demo()) {
      LOG.log(
          System.Logger.Level.INFO, "TOKENTAIL_DEMO is on: demo traffic is written to this log");
      demo.start();
    }
    settings.url().ifPresent(this::announceWhenReachable);
  }

  @PreDestroy
  void stop() {
    opening.stop();
    demo.stop();
    if (announcer != null) {
      announcer.interrupt();
    }
  }

  private void announceWhenReachable(URI url) {
    String link =
        key.isGenerated() && settings.access().print()
            ? url + "#key=" + key.reveal()
            : url.toString();
    announcer = threads.newThread(new StartLine(url, link));
    announcer.setName("tokentail-start-line");
    announcer.start();
  }
}
