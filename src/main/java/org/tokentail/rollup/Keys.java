package org.tokentail.rollup;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The keys of the sums, as this writer knows them. Used under the lock of the row {@code journal}
 * only.
 *
 * <p>Bounded: whoever invents models or clients cannot fill the table. Keys are never given back,
 * so a record is always found under the key it was counted under.
 */
final class Keys {
  /** From here on new endpoints are not told apart. */
  static final int MAX_WITH_ENDPOINT = 8_000;

  /** From here on nothing new is told apart but the status. */
  static final int MAX = 12_000;

  private final Map<RollupKey, Integer> ids = new HashMap<>();
  private final Map<Family, Integer> counts = new EnumMap<>(Family.class);
  private final List<RollupKey> added = new ArrayList<>();

  /** Makes sure that all keys are known, of whichever writer. */
  void refresh(Handle handle, int count) {
    if (ids.size() > count) {
      forget();
    }
    if (ids.size() < count) {
      KeyTable.since(handle, ids.size()).forEach(this::learn);
    }
  }

  /** Forgets everything, when it is not known what was committed. */
  void forget() {
    ids.clear();
    counts.clear();
    added.clear();
  }

  /** The id of the key, or of the one that stands for it. */
  int id(RollupKey key) {
    Integer id = ids.get(key);
    if (id != null) {
      return id;
    }
    int count = counts.getOrDefault(key.family(), 0);
    if (count < MAX_WITH_ENDPOINT || (count < MAX && key.endpoint().isEmpty())) {
      return create(key);
    }
    RollupKey rest = RollupKey.rest(key.family(), key.status());
    if (key.equals(rest)) {
      return create(key);
    }
    return id(key.endpoint().isEmpty() ? rest : key.withoutEndpoint());
  }

  private int create(RollupKey key) {
    added.add(key);
    return learn(key);
  }

  private int learn(RollupKey key) {
    int id = ids.size() + 1;
    ids.put(key, id);
    counts.merge(key.family(), 1, Integer::sum);
    return id;
  }

  /** Writes those that are new. */
  void write(Handle handle) {
    KeyTable.insert(handle, ids.size() - added.size(), added);
    added.clear();
  }

  int count() {
    return ids.size();
  }
}
