package org.tokentail.rollup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.tokentail.log.RequestStatus;

/** The table {@code rollup_key}: ids count from 1, without gaps. */
final class KeyTable {
  private static final String COLUMNS =
      "family, provider, channel_id, channel_name, model, endpoint, client, status";

  private KeyTable() {}

  /** The keys after that id, in the order of their ids. */
  static List<RollupKey> since(Handle handle, int id) {
    return handle
        .createQuery("select " + COLUMNS + " from rollup_key where id > :id order by id")
        .bind("id", id)
        .map((row, context) -> read(row))
        .list();
  }

  private static RollupKey read(ResultSet row) throws SQLException {
    return new RollupKey(
        Family.valueOf(row.getString("family")),
        row.getString("provider"),
        row.getString("channel_id"),
        row.getString("channel_name"),
        row.getString("model"),
        row.getString("endpoint"),
        row.getString("client"),
        RequestStatus.of(row.getString("status")).orElseThrow());
  }

  /** Inserts keys after the last id. */
  static void insert(Handle handle, int last, List<RollupKey> keys) {
    if (keys.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into rollup_key (id, " + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    int id = last;
    for (RollupKey key : keys) {
      id++;
      batch.add(
          id,
          key.family().name(),
          key.provider(),
          key.channelId(),
          key.channelName(),
          key.model(),
          key.endpoint(),
          key.client(),
          key.status().wire());
    }
    batch.execute();
  }
}
