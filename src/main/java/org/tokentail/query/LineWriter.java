package org.tokentail.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.tokentail.log.Json;
import org.tokentail.log.RequestLog;

/** Records as newline-delimited JSON, each as in pages, or with some of its properties only. */
final class LineWriter implements RecordWriter {
  private final OutputStream output;
  private final RecordColumns columns;

  LineWriter(OutputStream output, RecordColumns columns) {
    this.output = new BufferedOutputStream(output);
    this.columns = columns;
  }

  @Override
  public void write(RequestLog log) throws IOException {
    output.write(Json.bytes(columns.equals(RecordColumns.ALL) ? log : some(log)));
    output.write('\n');
  }

  private ObjectNode some(RequestLog log) {
    ObjectNode record = Json.MAPPER.valueToTree(log);
    return record.retain(columns.names());
  }

  @Override
  public void flush() throws IOException {
    output.flush();
  }

  /** Its output stays open. */
  @Override
  public void close() throws IOException {
    output.flush();
  }
}
