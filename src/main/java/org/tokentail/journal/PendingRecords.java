package org.tokentail.journal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestStatus;

/**
 * Pending records as this process wrote them last, so that what goes on with a request need not
 * read it first. Only good while nobody else writes, which whoever uses it must know. Not
 * thread-safe.
 */
final class PendingRecords {
  /** Some 20 MB at the very most. */
  private static final int MOST = 8_192;

  /** Characters: metadata is the one part of a record that is not short. */
  private static final int LONGEST_METADATA = 512;

  private final Map<String, RequestLog> byId =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RequestLog> eldest) {
          return size() > MOST;
        }
      };

  /** Those of them that are known. */
  Map<String, RequestLog> known(List<String> ids) {
    Map<String, RequestLog> known = new HashMap<>();
    for (String id : ids) {
      RequestLog log = byId.get(id);
      if (log != null) {
        known.put(id, log);
      }
    }
    return known;
  }

  /** They are now written like this. */
  void written(Map<String, RequestLog> logs) {
    logs.forEach(
        (id, log) -> {
          if (log.state().status() == RequestStatus.PENDING && isShort(log)) {
            byId.put(id, log);
          } else {
            byId.remove(id);
          }
        });
  }

  private static boolean isShort(RequestLog log) {
    int length = 0;
    for (Map.Entry<String, Object> entry : log.state().metadata().entries().entrySet()) {
      length += entry.getKey().length() + entry.getValue().toString().length();
    }
    return length <= LONGEST_METADATA;
  }

  void forget() {
    byId.clear();
  }
}
