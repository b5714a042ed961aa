package org.tokentail.stream;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.tokentail.stream.StreamGate.Opened;

/**
 * Carries a stream that JAX-RS has opened. The dispatch to here ends the asynchronous cycle of
 * JAX-RS, and the servlet begins one of its own (Jakarta Servlet 6.0, section 9.7): the container
 * forgets the listeners of JAX-RS, and with them its request, response and scope, about 7 KB that
 * every open stream would keep.
 */
@WebServlet(urlPatterns = StreamCarrier.PATH, asyncSupported = true)
public class StreamCarrier extends HttpServlet {
  static final String PATH = "/stream-carrier";
  private static final long serialVersionUID = 1;

  @Inject private transient LogBroadcaster broadcaster;

  /** Nobody from outside finds anything here. */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getDispatcherType() == DispatcherType.ASYNC
        && request.getAttribute(StreamGate.OPENED) instanceof Opened opened) {
      request.removeAttribute(StreamGate.OPENED);
      broadcaster.start(opened, request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }
}
