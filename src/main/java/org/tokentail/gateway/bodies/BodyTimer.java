package org.tokentail.gateway.bodies;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Deletes bodies that have been kept for long enough, also those of an earlier configuration. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class BodyTimer {
  private static final System.Logger LOG = System.getLogger(BodyTimer.class.getName());

  @Inject private BodyStore bodies;

  /** Every minute; on several nodes at once it is harmless. */
  @Schedule(hour = "*", minute = "*", second = "17", persistent = false)
  void expire() {
    // An exception would make the container cancel the timer.
    try {
      int count = bodies.expire();
      if (count > 0) {
        LOG.log(System.Logger.Level.DEBUG, "The bodies of {0} calls were deleted", count);
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Bodies could not be deleted: {0}", e.getMessage());
    }
  }
}
