package org.tokentail.stream;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.sse.Sse;
import java.io.IOException;
import org.tokentail.config.Readiness;
import org.tokentail.stream.output.Outlets;

/**
 * JAX-RS opens the stream, the servlet carries it: once the request thread has left JAX-RS, the
 * response is handed to the subscription. Earlier, frames would mix with the response's head.
 *
 * <p>Where it can be written without blocking, through {@link StreamCarrier}, so that nothing of
 * JAX-RS is kept for as long as the stream is open.
 */
@WebFilter(urlPatterns = "/api/logs/stream/*", asyncSupported = true)
public class StreamGate extends HttpFilter {
  static final String OPENED = StreamGate.class.getName() + ".opened";
  private static final long serialVersionUID = 1;

  @Inject private transient Readiness readiness;
  @Inject private transient LogBroadcaster broadcaster;

  /** What JAX-RS leaves in the request. */
  record Opened(Subscription client, Sse sse) {}

  @Override
  public void init() {
    // Without the broadcaster, which may have to wait for its database.
    Outlets.check(getServletContext().getClass().getClassLoader());
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (readiness.isReady()) {
      broadcaster.outlets().prepare(response);
    }
    chain.doFilter(request, response);
    if (request.getAttribute(OPENED) instanceof Opened opened) {
      if (broadcaster.outlets().isBlocking()) {
        broadcaster.start(opened, request, response);
      } else {
        request.getAsyncContext().dispatch(StreamCarrier.PATH);
      }
    }
  }
}
