package org.tokentail.stream;

import jakarta.inject.Inject;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tokentail.stream.event.EventName;
import org.tokentail.stream.event.View;

/** Who listens (docs/PROTOCOL.md, "Who listens"). For admins. */
@Path("stream/clients")
@Produces(MediaType.APPLICATION_JSON)
public class StreamClientsResource {
  @Inject private LogBroadcaster streams;

  /**
   * The answer of {@link #clients}.
   *
   * @param filters distinct filters open now
   */
  public record Listening(
      int open, int filters, StreamTotals.Snapshot totals, List<Client> clients) {}

  /**
   * One client; see {@link Visitor}, {@link Sent} and {@link Subscription#lag}.
   *
   * @param events names of the events it selected; null: all
   */
  public record Client(
      String id,
      Instant since,
      String address,
      String userAgent,
      String format,
      Map<String, Set<String>> filter,
      List<String> events,
      boolean resumed,
      long eventsSent,
      long bytesSent,
      long lag) {}

  /** The longest connected first. */
  @GET
  public Listening clients(@Context SecurityContext security) {
    if (!security.isUserInRole("admin")) {
      throw new ForbiddenException("Only an admin may see who listens.");
    }
    List<Client> clients =
        streams.audience().connected().stream()
            .map(StreamClientsResource::client)
            .sorted(Comparator.comparing(Client::since).thenComparing(Client::id))
            .toList();
    long delivered = clients.stream().mapToLong(Client::eventsSent).sum();
    return new Listening(
        clients.size(),
        streams.feed().channels().distinct(),
        streams.audience().totals().snapshot(delivered),
        clients);
  }

  private static Client client(Subscription client) {
    Visitor visitor = client.visitor();
    View view = client.channel().view();
    return new Client(
        visitor.id(),
        visitor.since(),
        visitor.address(),
        visitor.userAgent(),
        view.format().name().toLowerCase(Locale.ROOT),
        view.filter().parameters(),
        view.events().equals(View.ALL.events())
            ? null
            : view.events().stream().map(EventName::wire).sorted().toList(),
        visitor.resumed(),
        client.sent().events(),
        client.sent().bytes(),
        client.lag());
  }
}
