package org.tokentail.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokentail.log.Caller;
import org.tokentail.log.Cost;
import org.tokentail.log.Failure;
import org.tokentail.log.InvalidInputException;
import org.tokentail.log.Json;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.Metadata;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestState;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;
import org.tokentail.log.Timing;
import org.tokentail.log.Updates;
import org.tokentail.log.Usage;

class RecordWriterTest {
  private static final BigDecimal COST = new BigDecimal("0.0000001");

  @Test
  void everyPropertyIsAColumnInTheOrderOfTheRecord() {
    List<String> properties = new ArrayList<>();
    Json.MAPPER
        .<JsonNode>valueToTree(whole("Overloaded"))
        .fieldNames()
        .forEachRemaining(properties::add);

    assertThat(RecordColumns.ALL.names()).isEqualTo(properties);
  }

  @Test
  void aCsvHasAHeaderAndEndsItsLinesWithCrLf() throws IOException {
    String csv =
        write(RecordWriter.Format.CSV, "id,price,inputTokens,stream,error", whole("Overloaded"));

    assertThat(csv)
        .isEqualTo("id,price,inputTokens,stream,error\r\na,0.0000004,17,true,Overloaded\r\n");
  }

  @Test
  void aCsvWithoutRecordsHasItsHeader() throws IOException {
    assertThat(write(RecordWriter.Format.CSV, "id,model")).isEqualTo("id,model\r\n");
  }

  @Test
  void whatIsUnknownIsEmpty() throws IOException {
    RequestLog log = RequestLog.created(Updates.of("a", null), 1);

    assertThat(write(RecordWriter.Format.CSV, "id,model,price,initialTime,metadata", log))
        .endsWith("\r\na,,,2026-01-11T15:00:00.123Z,\r\n");
  }

  @Test
  void textIsQuotedAsRfc4180HasIt() throws IOException {
    assertThat(write(RecordWriter.Format.CSV, "error", whole("say \"no\", then\r\nstop")))
        .isEqualTo("error\r\n\"say \"\"no\"\", then\r\nstop\"\r\n");
    assertThat(
            write(
                RecordWriter.Format.CSV,
                "error",
                whole("Ünïcode-模型-\uD83D\uDE00 and no more than that")))
        .isEqualTo("error\r\nÜnïcode-模型-\uD83D\uDE00 and no more than that\r\n");
  }

  @Test
  void metadataIsJsonInOneCell() throws IOException {
    assertThat(write(RecordWriter.Format.CSV, "metadata,id", whole("x")))
        .isEqualTo("metadata,id\r\n\"{\"\"team\"\":\"\"=1+1\"\"}\",a\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "=HYPERLINK(\"http://example.com?\"&A1)",
        "+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\uFF1D1"
      })
  void noCellIsAFormula(String text) throws IOException {
    String csv = write(RecordWriter.Format.CSV, "error", whole(text));

    String cell = "'" + text.replace("\"", "\"\"");
    assertThat(csv).isIn("error\r\n" + cell + "\r\n", "error\r\n\"" + cell + "\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b", "1-2", "me@example.com", " =1 is what it said"})
  void otherTextStaysAsItIs(String text) throws IOException {
    assertThat(write(RecordWriter.Format.CSV, "error", whole(text)))
        .isEqualTo("error\r\n" + text + "\r\n");
  }

  @Test
  void linesAreRecordsAsInPages() throws IOException {
    RequestLog log = whole("two\nlines");

    assertThat(write(RecordWriter.Format.NDJSON, null, log, log))
        .isEqualTo((Json.MAPPER.writeValueAsString(log) + "\n").repeat(2));
  }

  @Test
  void linesHoldTheColumnsThatWereAskedFor() throws IOException {
    assertThat(write(RecordWriter.Format.NDJSON, "price,id", whole("x")))
        .isEqualTo("{\"id\":\"a\",\"price\":0.0000004}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cost", "id,", "id,,model", "ID", "id,id", "seq"})
  void onlyPropertiesAreColumns(String columns) {
    assertThatThrownBy(() -> RecordColumns.parse(columns))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo("columns"));
  }

  private static String write(RecordWriter.Format format, String columns, RequestLog... logs)
      throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (RecordWriter writer = format.to(output, RecordColumns.parse(columns))) {
      for (RequestLog log : logs) {
        writer.write(log);
      }
    }
    return output.toString(StandardCharsets.UTF_8);
  }

  /** A record with everything. */
  private static RequestLog whole(String error) {
    return RequestLog.created(
        LogUpdate.of(
            "a",
            Updates.START,
            new RequestState(
                RequestStatus.COMPLETED,
                new Target("claude", "anthropic", "c-1", "main", "m", "m-1", "/v1/messages", true),
                200,
                new Timing(
                    Updates.START,
                    Updates.START.plusMillis(40),
                    Updates.START.plusMillis(900),
                    40L,
                    900L),
                new Usage(17L, 1L, 2L, 3L, 23L),
                new Cost(null, COST, COST, COST, COST, "table"),
                new Caller("ci", "s-1", "key", "high", "flex"),
                new Failure(error, "upstream", "over there", "r-1"),
                new Metadata(Map.of("team", "=1+1")))),
        1);
  }
}
