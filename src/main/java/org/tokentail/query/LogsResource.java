package org.tokentail.query;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.tokentail.admission.Priority;
import org.tokentail.admission.ReaderPool;
import org.tokentail.journal.Journal;
import org.tokentail.journal.LogFilter;
import org.tokentail.journal.PageQuery;
import org.tokentail.journal.PageRequest;
import org.tokentail.journal.Parameters;
import org.tokentail.log.Cursor;
import org.tokentail.log.InvalidInputException;
import org.tokentail.log.RequestLog;

/** Pages of records and single ones (docs/PROTOCOL.md, "Reading"). */
@Path("logs")
@Produces(MediaType.APPLICATION_JSON)
public class LogsResource {
  private static final int STANDARD_LIMIT = 100;
  private static final int MAX_LIMIT = 500;

  @Inject private Journal journal;
  @Inject private ReaderPool readers;

  /**
   * A page.
   *
   * @param next where the following page begins; null on the last one
   * @param cursor a stream from here misses nothing that is not on the page
   */
  public record Page(List<RequestLog> requests, boolean hasMore, String next, Cursor cursor) {}

  @GET
  public CompletionStage<Page> page(
      @QueryParam("limit") String limit,
      @QueryParam("before") String before,
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @Context UriInfo uri) {
    int size = Parameters.number("limit", limit, STANDARD_LIMIT, 1, MAX_LIMIT);
    // One more than asked for tells whether there are more.
    PageRequest request =
        new PageRequest(
            LogFilter.parse(uri.getQueryParameters()),
            key(before),
            Parameters.time("from", from),
            Parameters.time("to", to),
            size + 1);
    return readers.ask(priority(request.filter()), () -> page(journal.page(request), size));
  }

  /** A search through texts takes long, and what a page shows first must not wait for it. */
  private static Priority priority(LogFilter filter) {
    return filter.q() == null ? Priority.PAGE : Priority.ANALYSIS;
  }

  private static Page page(Journal.Page read, int size) {
    PageQuery.Found found = read.found();
    boolean full = found.records().size() > size;
    List<RequestLog> requests = full ? found.records().subList(0, size) : found.records();
    Optional<PageRequest.Key> next =
        full ? Optional.of(PageRequest.Key.of(requests.get(size - 1))) : found.scannedTo();
    return new Page(
        requests,
        next.isPresent(),
        next.map(PageRequest.Key::toString).orElse(null),
        read.cursor());
  }

  @GET
  @Path("{id}")
  public CompletionStage<RequestLog> one(@PathParam("id") String id) {
    if (id.indexOf('\0') >= 0) {
      throw none();
    }
    return readers.ask(Priority.PAGE, () -> journal.find(id).orElseThrow(LogsResource::none));
  }

  private static NotFoundException none() {
    return new NotFoundException(
        "There is no record with this id. Look for it with GET api/logs?q=.");
  }

  private static Optional<PageRequest.Key> key(String before) {
    if (before == null || before.isEmpty()) {
      return Optional.empty();
    }
    Optional<PageRequest.Key> key = PageRequest.Key.parse(before);
    if (key.isEmpty()) {
      throw InvalidInputException.parameter(
          "before",
          "before must be the next of another page. Leave it out for the newest records.");
    }
    return key;
  }
}
