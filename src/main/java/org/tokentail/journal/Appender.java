package org.tokentail.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.tokentail.log.Cursor;
import org.tokentail.log.InvalidInputException;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.LogsChanged.Change;
import org.tokentail.log.Pricing;
import org.tokentail.log.RequestLog;
import org.tokentail.rollup.RollupState;
import org.tokentail.rollup.Rollups;

/**
 * Merges changes into the records, and counts them. One at a time, under the lock of the row {@code
 * journal}. What it wrote itself it need not read again, as long as that row says that nobody else
 * has written since.
 */
final class Appender {
  private final Pricing pricing;
  private final Rollups rollups;
  private final PendingRecords pending = new PendingRecords();

  /** What the row says if nobody has written since; null: somebody has. */
  private JournalRow last;

  Appender(Pricing pricing, Rollups rollups) {
    this.pricing = pricing;
    this.rollups = rollups;
  }

  /** What a batch of changes comes to. */
  private static final class Batch {
    /** As they were, of those that were there. */
    private final Map<String, RequestLog> stored;

    /** As they are now. */
    private final Map<String, RequestLog> current;

    private final List<RequestLog> records = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private long seq;

    Batch(Map<String, RequestLog> stored, long seq) {
      this.stored = stored;
      this.seq = seq;
      current = new LinkedHashMap<>(stored);
    }

    int created() {
      return current.size() - stored.size();
    }
  }

  /**
   * Writes the changes, one after the other.
   *
   * @param row locked: that puts all writers, on all nodes, in one order, that of seq
   */
  Journal.Appended append(Handle handle, JournalRow row, String epoch, List<LogUpdate> updates) {
    if (!row.equals(last)) {
      pending.forget();
      rollups.forgetSums();
    }
    Batch batch = new Batch(stored(handle, updates), row.seq());
    updates.forEach(update -> merge(batch, update));
    write(handle, batch);
    if (!batch.changes.isEmpty()) {
      RollupState counted = rollups.apply(handle, row.rollups(), batch.changes);
      JournalRow next = row.changed(batch.seq, batch.created(), counted);
      next.write(handle);
      pending.written(batch.current);
      last = next;
    }
    return new Journal.Appended(batch.records, batch.changes, new Cursor(epoch, batch.seq));
  }

  /** The records that these updates are of, where they are there. */
  private Map<String, RequestLog> stored(Handle handle, List<LogUpdate> updates) {
    List<String> ids = updates.stream().map(LogUpdate::id).distinct().toList();
    Map<String, RequestLog> stored = pending.known(ids);
    if (stored.size() < ids.size()) {
      stored.putAll(read(handle, ids.stream().filter(id -> !stored.containsKey(id)).toList()));
    }
    return stored;
  }

  private static Map<String, RequestLog> read(Handle handle, List<String> ids) {
    Object[] values = ids.toArray();
    return handle
        .createQuery(RequestLogRow.SELECT + "where id = any(?)")
        .bind(
            0,
            (Argument)
                (position, statement, context) ->
                    statement.setArray(
                        position, statement.getConnection().createArrayOf("varchar", values)))
        .map(RequestLogRow::map)
        .stream()
        .collect(Collectors.toMap(RequestLog::id, log -> log));
  }

  private void merge(Batch batch, LogUpdate update) {
    RequestLog before = batch.current.get(update.id());
    RequestLog after = merged(before, update, batch.seq + 1, batch.records.size());
    batch.records.add(after);
    if (before == null || after.rev() > before.rev()) {
      batch.seq++;
      batch.current.put(update.id(), after);
      batch.changes.add(new Change(before, after));
    }
  }

  private RequestLog merged(RequestLog before, LogUpdate update, long seq, int index) {
    try {
      return before == null
          ? RequestLog.created(update, seq, pricing)
          : before.changed(update, seq, pricing);
    } catch (InvalidInputException e) {
      // What each change may say on its own can be too much together: metadata.
      throw e.at(index);
    }
  }

  private static void write(Handle handle, Batch batch) {
    List<RequestLog> inserted = new ArrayList<>();
    List<RequestLog> updated = new ArrayList<>();
    batch.current.forEach(
        (id, log) -> {
          RequestLog before = batch.stored.get(id);
          if (before == null) {
            inserted.add(log);
          } else if (log.rev() > before.rev()) {
            updated.add(log);
          }
        });
    RecordWriter.write(handle, inserted, updated);
  }

  /** To be called when a transaction failed: what it did is not known. */
  void forget() {
    othersWrite();
    pending.forget();
    rollups.forget();
  }

  /** To be called before others write in this process. */
  void othersWrite() {
    last = null;
    rollups.forgetSums();
  }
}
