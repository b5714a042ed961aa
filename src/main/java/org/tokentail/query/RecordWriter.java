package org.tokentail.query;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.tokentail.log.RequestLog;

/** Writes records one after the other. Not thread-safe. */
interface RecordWriter extends Closeable {
  /**
   * @throws IOException when nobody takes it
   */
  void write(RequestLog log) throws IOException;

  /** Hands on what was written so far. */
  void flush() throws IOException;

  /** In which form records are written. */
  enum Format {
    CSV("csv", "text/csv;charset=utf-8;header=present") {
      @Override
      RecordWriter to(OutputStream output, RecordColumns columns) throws IOException {
        return new CsvWriter(output, columns);
      }
    },
    NDJSON("ndjson", "application/x-ndjson") {
      @Override
      RecordWriter to(OutputStream output, RecordColumns columns) {
        return new LineWriter(output, columns);
      }
    };

    private final String wire;
    private final String mediaType;

    Format(String wire, String mediaType) {
      this.wire = wire;
      this.mediaType = mediaType;
    }

    /** Its name, and the ending of its files. */
    String wire() {
      return wire;
    }

    String mediaType() {
      return mediaType;
    }

    /** Writes to that output, which stays open. */
    abstract RecordWriter to(OutputStream output, RecordColumns columns) throws IOException;
  }
}
