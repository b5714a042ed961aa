package org.tokentail.rollup;

/**
 * By what records are told apart. Clients are counted beside the rest and not with it: who asks and
 * what is asked for would multiply.
 */
public enum Family {
  /** By provider, channel, model, endpoint and status. */
  TARGET(0),
  /** By client and status. */
  CLIENT(1);

  private final int code;

  Family(int code) {
    this.code = code;
  }

  /** As it is stored. */
  int code() {
    return code;
  }

  static Family of(int code) {
    return code == CLIENT.code ? CLIENT : TARGET;
  }
}
