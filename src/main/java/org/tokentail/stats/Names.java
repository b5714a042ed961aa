package org.tokentail.stats;

import java.util.HashMap;
import java.util.Map;

/**
 * The names that have figures of their own: the first ones, so that whoever invents names cannot
 * fill the memory. Not thread-safe.
 *
 * <p>A name that is in stays in, and one that was refused stays out: what was added under a name
 * can always be taken out again.
 */
final class Names {
  private final int max;
  private final Map<String, String> known = new HashMap<>();
  private boolean refused;

  Names(int max) {
    this.max = max;
  }

  /** The name, the same object every time; null for null and for a name there is no room for. */
  String admit(String name) {
    String admitted = known.get(name);
    if (admitted == null && name != null) {
      if (known.size() == max) {
        refused = true;
      } else {
        known.put(name, name);
        return name;
      }
    }
    return admitted;
  }

  /** Whether there was a name without room. */
  boolean hasRefused() {
    return refused;
  }
}
