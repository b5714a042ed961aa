package org.tokentail.web.intake;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.tokentail.config.Readiness;
import org.tokentail.security.Access;
import org.tokentail.security.Credentials;
import org.tokentail.security.Refusals;
import org.tokentail.security.Refusals.Reason;
import org.tokentail.web.PageHeaders;
import org.tokentail.web.ProblemMapper;
import org.tokentail.web.ReadinessGate;

/**
 * Lets a call of the API pass when its body is here. One that came with its head, as nearly all do,
 * passes at once; any other is waited for without a thread, or over HTTP/2 with one of a few.
 * JAX-RS would read it with a thread, and as many slow callers as the server has threads would stop
 * it.
 */
@WebFilter(
    urlPatterns = "/api/*",
    asyncSupported = true,
    dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ASYNC})
public class BodyGate extends HttpFilter {
  /** The largest body of a call that writes records: 8 MiB. */
  static final int LARGEST = 8 * 1024 * 1024;

  /** The largest body of whoever has shown no key, which is that of a login. */
  static final int LARGEST_OF_STRANGERS = 4_096;

  /** Threads for bodies over HTTP/2 that are still coming. */
  private static final int CALLS_OVER_HTTP_2 = 64;

  /** GlassFish has five threads for calls, unless it is told otherwise. */
  private static final int LOGINS_OVER_HTTP_2 = 4;

  private static final String HERE = IncomingBody.class.getName();
  private static final String PASSED_ON = HERE + ".passedOn";
  private static final long serialVersionUID = 1;

  private final transient Semaphore callsOverHttp2 = new Semaphore(CALLS_OVER_HTTP_2);
  private final transient Semaphore loginsOverHttp2 = new Semaphore(LOGINS_OVER_HTTP_2);

  @Inject private transient Access access;
  @Inject private transient Readiness readiness;
  @Inject private transient Refusals refusals;
  @Inject private transient IncomingBodies bodies;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      passOn(request, response, chain);
    } else if (!hasBody(request)) {
      chain.doFilter(request, response);
    } else if (isHttp1(request) || request.getContentLengthLong() >= 0) {
      admit(request, response, chain);
    } else {
      refusals.count(Reason.BROKEN_BODY);
      ProblemMapper.send(BodyRefusals.unsized(), response);
    }
  }

  /** What was waited for. */
  private void passOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getAttribute(PASSED_ON) != null) {
      // The container now and then comes twice where a body was whole at once (seen on Payara 6).
      return;
    }
    if (!(request.getAttribute(HERE) instanceof IncomingBody body)) {
      chain.doFilter(request, response);
      return;
    }
    request.setAttribute(PASSED_ON, true);
    request.removeAttribute(HERE);
    try {
      chain.doFilter(body.whole(request), response);
    } finally {
      bodies.passedOn(body);
    }
  }

  private void admit(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean open = Access.isOpen(request.getMethod(), path(request));
    try {
      if (!open) {
        check(request);
      }
    } catch (RuntimeException e) {
      refuse(e, request, response);
      return;
    }
    int largest = open ? LARGEST_OF_STRANGERS : LARGEST;
    if (request.getContentLengthLong() > largest) {
      refusals.count(Reason.LARGE_BODY);
      refuse(BodyRefusals.tooLarge(largest), request, response);
    } else if (isHere(request)) {
      chain.doFilter(request, response);
    } else if (isHttp1(request)) {
      await(request, response, largest, open);
    } else {
      readWithThread(request, response, chain, open ? loginsOverHttp2 : callsOverHttp2);
    }
  }

  /**
   * Has JAX-RS read it: over HTTP/2 what was read ahead did not always arrive there, and the
   * container called back for requests that were over (seen on Payara 6). A few at a time, so that
   * slow ones never have all threads.
   */
  private void readWithThread(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      Semaphore threads)
      throws IOException, ServletException {
    if (!threads.tryAcquire()) {
      refusals.count(Reason.NO_ROOM);
      refuse(BodyRefusals.tooMany(), request, response);
      return;
    }
    try {
      chain.doFilter(new CountedRequest(request, refusals::count), response);
    } finally {
      threads.release();
    }
  }

  private static boolean isHttp1(HttpServletRequest request) {
    return request.getProtocol().startsWith("HTTP/1");
  }

  private void check(HttpServletRequest request) {
    if (!readiness.isReady()) {
      throw ReadinessGate.notYet();
    }
    access.admit(
        Credentials.of(
            request.getHeader("x-api-key"),
            request.getHeader("Authorization"),
            session(request),
            null),
        request);
  }

  private void await(
      HttpServletRequest request, HttpServletResponse response, int largest, boolean stranger)
      throws IOException {
    IncomingBody body = new IncomingBody(request, response, bodies, largest, stranger);
    request.setAttribute(HERE, body);
    if (!bodies.add(body)) {
      refuse(BodyRefusals.tooMany(), request, response);
      return;
    }
    // Which filter comes first is the container's choice.
    PageHeaders.describe(request, response);
    body.begin();
  }

  private static void refuse(
      RuntimeException failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PageHeaders.describe(request, response);
    ProblemMapper.send(failure, response);
  }

  /** Whether all of it is in the server's memory already. */
  private static boolean isHere(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    return length >= 0 && request.getInputStream().available() >= length;
  }

  /** Over HTTP/2 a body need not be announced: without a length, the end of its stream decides. */
  private static boolean hasBody(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    if (length >= 0) {
      return length > 0;
    }
    return isHttp1(request)
        ? request.getHeader("Transfer-Encoding") != null
        : !request.getInputStream().isFinished() || request.getInputStream().available() > 0;
  }

  /** As JAX-RS has it: below {@code api/}. */
  private static String path(HttpServletRequest request) {
    String path = request.getPathInfo();
    return path == null ? "" : path.replaceFirst("^/", "");
  }

  private static String session(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
      if (cookie.getName().equals(Access.COOKIE)) {
        return cookie.getValue();
      }
    }
    return null;
  }
}
