package org.tokentail.query;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.tokentail.admission.Priority;
import org.tokentail.admission.ReaderPool;
import org.tokentail.journal.Journal;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.PageRequest;
import org.tokentail.journal.Parameters;
import org.tokentail.log.InvalidInputException;
import org.tokentail.stats.RecordCount;

/** All records of a view as one file (docs/PROTOCOL.md, "Exporting"). */
@Path("logs/export")
public class ExportResource {
  /** How many records the client may expect, about. */
  static final String EXPECTED = "x-tokentail-expected-records";

  /** Without colons, which some file systems do not take. */
  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Inject private Journal journal;
  @Inject private RecordCount count;
  @Inject private Exports exports;
  @Inject private ReaderPool readers;
  @Inject private Clock clock;

  @GET
  public void export(
      @QueryParam("format") String format,
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @QueryParam("columns") String columns,
      @Context UriInfo uri,
      @Context HttpServletRequest request,
      @Suspended AsyncResponse answer) {
    Export.Order order =
        new Export.Order(
            new PageRequest(
                LogFilter.parse(uri.getQueryParameters()),
                Optional.empty(),
                Parameters.time("from", from),
                Parameters.time("to", to),
                Export.PAGE),
            format(format),
            RecordColumns.parse(columns));
    BreakableResponse response = ExportGate.response(request);
    boolean headOnly = request.getMethod().equals(HttpMethod.HEAD);
    exports.run(() -> answer(answer, order, response, headOnly));
  }

  private void answer(
      AsyncResponse answer, Export.Order order, BreakableResponse breakable, boolean headOnly) {
    Response response;
    try {
      Export export =
          new Export(
              page -> readers.await(Priority.EXPORT, () -> journal.newest(page)),
              order,
              breakable,
              exports::isStopping,
              Export.PAUSE);
      response = response(export, order, headOnly);
    } catch (RuntimeException e) {
      answer.resume(e);
      return;
    }
    // Writes the whole file, on this thread.
    answer.resume(response);
  }

  private Response response(Export export, Export.Order order, boolean headOnly) {
    String name = FILE_TIME.format(clock.instant()) + "." + order.format().wire();
    Response.ResponseBuilder response =
        Response.ok(headOnly ? null : export)
            .header(HttpHeaders.CONTENT_TYPE, order.format().mediaType())
            .header(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"tokentail-%s\"".formatted(name))
            // nginx would otherwise go on reading for a client that has gone.
            .header("X-Accel-Buffering", "no");
    expected(export, order.first()).ifPresent(records -> response.header(EXPECTED, records));
    return response.build();
  }

  private OptionalLong expected(Export export, PageRequest first) {
    return export.isOnePage()
        ? OptionalLong.of(export.size())
        : readers.await(
            Priority.EXPORT, () -> count.about(first.filter(), first.from(), first.to()));
  }

  private static RecordWriter.Format format(String name) {
    return Arrays.stream(RecordWriter.Format.values())
        .filter(format -> format.wire().equals(name))
        .findFirst()
        .orElseThrow(
            () -> InvalidInputException.parameter("format", "format must be csv or ndjson."));
  }
}
