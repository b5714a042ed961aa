package org.tokentail.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.tokentail.log.Json;
import org.tokentail.log.RequestLog;

/**
 * Records as CSV (RFC 4180): UTF-8, lines that end with CRLF, a header. What is unknown is empty,
 * numbers are plain, metadata is JSON.
 */
final class CsvWriter implements RecordWriter {
  /**
   * What begins a formula in a spreadsheet, which could then read other cells and call out (OWASP,
   * "CSV Injection"); the last four are their full-width forms.
   */
  private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private static final CsvMapper MAPPER =
      CsvMapper.csvBuilder()
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
          .build();

  private final List<String> columns;
  private final SequenceWriter rows;

  CsvWriter(OutputStream output, RecordColumns columns) throws IOException {
    this.columns = columns.names();
    CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
    this.columns.forEach(schema::addColumn);
    rows = MAPPER.writer(schema.build()).writeValues(output);
  }

  @Override
  public void write(RequestLog log) throws IOException {
    JsonNode record = Json.MAPPER.valueToTree(log);
    rows.write(columns.stream().map(record::get).map(CsvWriter::cell).toArray(String[]::new));
  }

  /**
   * @param value null: unknown
   */
  private static String cell(JsonNode value) {
    if (value == null) {
      return "";
    }
    if (value.isNumber()) {
      return value.decimalValue().toPlainString();
    }
    return value.isObject() ? value.toString() : harmless(value.asText());
  }

  /** Text that no spreadsheet takes for a formula. */
  private static String harmless(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  @Override
  public void flush() throws IOException {
    rows.flush();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
