package org.tokentail.security;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Says once a minute that there were wrong keys: however many, it is one line. */
// No transaction of the container's: a connection of its pool would be drawn into it.
@TransactionManagement(TransactionManagementType.BEAN)
@Singleton
public class WrongKeysTimer {
  private static final System.Logger LOG = System.getLogger(WrongKeysTimer.class.getName());

  @Inject private WrongKeys wrongKeys;

  @Schedule(hour = "*", minute = "*", second = "0", persistent = false)
  void report() {
    WrongKeys.Report report = wrongKeys.takeReport();
    if (report.wrong() > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Wrong keys in the last minute: {0}, of them answered 429: {1}; most of them from {2}",
          report.wrong(),
          report.throttled(),
          report.address());
    }
  }
}
