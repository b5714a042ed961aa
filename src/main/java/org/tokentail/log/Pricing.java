package org.tokentail.log;

/** Decides what a change does to the price of a record. Thread-safe; called within a commit. */
@FunctionalInterface
public interface Pricing {
  /** Leaves the price to whoever writes. */
  Pricing NONE = (before, change, merged) -> merged;

  /**
   * Must not throw, and must not wait.
   *
   * @param before the record before the change
   * @param change what the change says
   * @param merged the record after it
   * @return {@code merged}, its cost replaced where it has to be; the same change once more has to
   *     give the same
   */
  RequestState price(RequestState before, RequestState change, RequestState merged);
}
