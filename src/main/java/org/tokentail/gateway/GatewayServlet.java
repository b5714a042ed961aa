package org.tokentail.gateway;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tokentail.gateway.channel.Channel;
import org.tokentail.gateway.channel.Channels;
import org.tokentail.gateway.channel.Provider;
import org.tokentail.security.Access;
import org.tokentail.security.AccessKey;

/**
 * Where SDKs are pointed at (docs/PROTOCOL.md, "Gateway"). No JAX-RS: it would read and write with
 * a thread for each call.
 */
@WebServlet(urlPatterns = "/gateway/*", asyncSupported = true, loadOnStartup = 1)
public class GatewayServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Inject private transient Gateway gateway;
  @Inject private transient Channels channels;
  @Inject private transient AccessKey key;
  @Inject private transient Access access;
  @Inject private transient Clock clock;

  /** Now rather than with the first call: a broken file of channels shows at start. */
  @Override
  public void init() {
    gateway.served();
  }

  /** Its own end comes before that of the beans which calls need to be recorded. */
  @Override
  public void destroy() {
    gateway.endCalls();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long arrivedNanos = System.nanoTime();
    Optional<Route> found = Route.of(request);
    if (found.isEmpty()) {
      ErrorAnswer.send(
          response,
          Provider.OPENAI,
          404,
          "The path names no provider: gateway/anthropic, gateway/openai or gateway/gemini.");
      return;
    }
    Route route = found.get();
    Head head = Head.of(request);
    if (!head.hasReadableBody(request.getProtocol())) {
      refuseCoding(response, route);
      return;
    }
    CallerKey caller = CallerKey.of(head, route, key);
    if (!caller.access()) {
      refuseKey(request, response, route, caller);
      return;
    }
    if (route.hasDotSegments()) {
      ErrorAnswer.send(response, route.provider(), 400, "The path must not have dot segments.");
      return;
    }
    List<Channel> candidates = channels.candidates(route.provider(), caller.inProvidersPlace());
    if (candidates.isEmpty()) {
      refuse(response, route, caller);
      return;
    }
    List<String> secrets = new ArrayList<>(caller.shown());
    candidates.forEach(channel -> channel.key().ifPresent(secrets::add));
    AsyncContext async = request.startAsync(request, response);
    // The gateway has time-outs of its own, for each step.
    async.setTimeout(0);
    gateway.take(
        async, new Call(head, route, caller, candidates, secrets, clock.instant(), arrivedNanos));
  }

  private static void refuseCoding(HttpServletResponse response, Route route) throws IOException {
    // Otherwise what follows would be taken for the next request.
    response.setHeader("Connection", "close");
    ErrorAnswer.send(
        response,
        route.provider(),
        501,
        "The Transfer-Encoding of a request must be chunked and no other, over HTTP/1.1. Send the body so, or with its Content-Length.");
  }

  private void refuseKey(
      HttpServletRequest request, HttpServletResponse response, Route route, CallerKey caller)
      throws IOException {
    Optional<Duration> pause =
        caller.shown().isEmpty() ? Optional.empty() : access.pauseAfterWrongKey(request);
    if (pause.isPresent()) {
      response.setHeader("Retry-After", "" + Access.seconds(pause.get()));
      ErrorAnswer.send(response, route.provider(), 429, Access.TOO_MANY);
    } else {
      ErrorAnswer.send(response, route.provider(), 401, caller.refusal());
    }
  }

  private void refuse(HttpServletResponse response, Route route, CallerKey caller)
      throws IOException {
    boolean others = !channels.candidates(route.provider(), false).isEmpty();
    if (caller.inProvidersPlace() && others) {
      ErrorAnswer.send(
          response,
          route.provider(),
          401,
          "No channel supplies a key of this provider: send your own, and the access key of this Tokentail as the header x-tokentail-key.");
    } else {
      ErrorAnswer.send(
          response,
          route.provider(),
          503,
          "No channel leads to this provider. GET api/gateway says which there are.");
    }
  }
}
