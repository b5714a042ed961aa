package org.tokentail.bench;

/**
 * What was measured of one server with one number of clients.
 *
 * @param highest at the highest sustained rate; if there is none, at the lowest that was tried
 * @param atCommonRate at 100 records per second
 * @param heapPerConnection bytes, NaN: not measured
 * @param restarts because it did not serve any more
 * @param strangers share of the machine's CPU that others took meanwhile, NaN: not measured
 */
record Result(
    String server,
    int clients,
    Measurement highest,
    Measurement atCommonRate,
    double heapPerConnection,
    int restarts,
    double strangers) {

  /** Sustained deliveries per second; 0: none. */
  double deliveriesPerSecond() {
    return highest.isSustained() ? highest.deliveriesPerSecond() : 0;
  }

  /** At the highest sustained rate; 0: none. */
  double deliveriesPerCpuSecond() {
    return highest.isSustained() ? highest.deliveriesPerCpuSecond() : 0;
  }
}
