package org.tokentail.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tokentail.log.LogsChanged;
import org.tokentail.log.LogsChanged.Change;

/** An observer like any other in the application: it remembers what it was told. */
@ApplicationScoped
public class SeenChanges {
  private final List<LogsChanged> seen = new CopyOnWriteArrayList<>();

  void onLogsChanged(@Observes LogsChanged changed) {
    seen.add(changed);
  }

  /** Every change so far, in the order in which it was told. */
  public List<Change> all() {
    return seen.stream().flatMap(changed -> changed.changes().stream()).toList();
  }

  /** The changes of records with an id that begins so. */
  public List<Change> of(String prefix) {
    return all().stream().filter(change -> change.after().id().startsWith(prefix)).toList();
  }
}
