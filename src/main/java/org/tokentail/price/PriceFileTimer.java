package org.tokentail.price;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Follows the operator's price file: looks every 5 s whether it has changed. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class PriceFileTimer {
  private static final System.Logger LOG = System.getLogger(PriceFileTimer.class.getName());

  @Inject private Prices prices;

  /** Reads the table at deployment instead of within the first commit. */
  @PostConstruct
  void open() {
    prices.follow();
  }

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  public void follow() {
    // An exception would make the container cancel the timer.
    try {
      prices.follow();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "The price file could not be followed", e);
    }
  }
}
