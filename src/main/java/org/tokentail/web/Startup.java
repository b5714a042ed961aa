package org.tokentail.web;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.net.URI;
import org.tokentail.config.Settings;
import org.tokentail.config.Version;
import org.tokentail.demo.DemoTraffic;
import org.tokentail.security.AccessKey;
import org.tokentail.stream.LogBroadcaster;

/** Brings the application up at deployment instead of with the first request, and says so. */
@Singleton
@jakarta.ejb.Startup
public class Startup {
  private static final System.Logger LOG = System.getLogger(Startup.class.getName());

  @Inject private Settings settings;
  @Inject private AccessKey key;
  @Inject private LogBroadcaster broadcaster;
  @Inject private DemoTraffic demo;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory threads;

  private Thread announcer;

  @PostConstruct
  void start() {
    LOG.log(
        System.Logger.Level.INFO,
        "Tokentail {0}, data in {1}, feed at {2}",
        Version.CURRENT,
        settings.dataDir(),
        broadcaster.head());
    if (key.isGenerated() && !settings.access().print()) {
      LOG.log(
          System.Logger.Level.INFO,
          "No TOKENTAIL_KEY is configured: a generated one is in the file access-key of the data directory");
    }
    if (settings.demo()) {
      LOG.log(
          System.Logger.Level.INFO, "TOKENTAIL_DEMO is on: demo traffic is written to this log");
      demo.start();
    }
    settings.url().ifPresent(this::announceWhenReachable);
  }

  @PreDestroy
  void stop() {
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
