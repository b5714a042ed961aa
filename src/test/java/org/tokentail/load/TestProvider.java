package org.tokentail.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/**
 * A provider as the gateway meets it, down to its bytes: answers what it is told to, stalls,
 * resets. A thread a connection. Thread-safe.
 */
public final class TestProvider implements AutoCloseable {
  private static final int BACKLOG = 4_096;

  /** How one request is answered. */
  @FunctionalInterface
  public interface Script {
    void answer(Received request, ProviderWire wire) throws IOException, InterruptedException;
  }

  /** A request as it came in. Immutable. */
  public static final class Received {
    private final String method;
    private final String target;
    private final List<String> headers;
    private final byte[] body;

    Received(String method, String target, List<String> headers, byte[] body) {
      this.method = method;
      this.target = target;
      this.headers = List.copyOf(headers);
      this.body = body;
    }

    public String method() {
      return method;
    }

    public String target() {
      return target;
    }

    /** Each line as it was written. */
    public List<String> headers() {
      return headers;
    }

    public byte[] body() {
      return body.clone();
    }

    /** The first value of a header; null when it is not there. */
    public String header(String name) {
      String prefix = name + ":";
      return headers.stream()
          .filter(line -> line.regionMatches(true, 0, prefix, 0, prefix.length()))
          .map(line -> line.substring(prefix.length()).strip())
          .findFirst()
          .orElse(null);
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return method + " " + target + " " + headers + " " + text();
    }
  }

  private final ServerSocket listener;
  private final ExecutorService threads;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<Received> received = new ConcurrentLinkedQueue<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger brokenOff = new AtomicInteger();
  private final boolean remembers;
  private final String scheme;
  private volatile Script script;

  private TestProvider(Script script, boolean remembers, String scheme, ServerSocketFactory sockets)
      throws IOException {
    this.script = script;
    this.remembers = remembers;
    this.scheme = scheme;
    listener = sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(null, work, "test-provider", 128 * 1024);
              thread.setDaemon(true);
              return thread;
            });
    threads.execute(this::accept);
  }

  /** One that remembers what it received. */
  public static TestProvider start(Script script) {
    return start(script, true);
  }

  public static TestProvider start(Script script, boolean remembers) {
    return start(script, remembers, "http", ServerSocketFactory.getDefault());
  }

  /** The same with TLS, showing that certificate. */
  public static TestProvider start(Script script, TestCertificate certificate) {
    return start(script, true, "https", certificate.context().getServerSocketFactory());
  }

  private static TestProvider start(
      Script script, boolean remembers, String scheme, ServerSocketFactory sockets) {
    try {
      return new TestProvider(script, remembers, scheme, sockets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without a slash at its end. */
  public URI uri() {
    return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort());
  }

  /** From now on. */
  public void answers(Script next) {
    received.clear();
    begun.set(0);
    brokenOff.set(0);
    script = next;
  }

  public List<Received> received() {
    return new ArrayList<>(received);
  }

  /** Requests whose head has come. */
  public int begun() {
    return begun.get();
  }

  /** Requests whose connection ended in the middle of their body. They are not received. */
  public int brokenOff() {
    return brokenOff.get();
  }

  /** Connections that are open now. */
  public int connections() {
    return open.size();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      }
    } catch (IOException | RejectedExecutionException e) {
      // closed; a connection may have come in just before
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (Received request = next(in, socket); request != null; request = next(in, socket)) {
        if (remembers) {
          received.add(request);
        }
        ProviderWire wire = new ProviderWire(socket, in, request.method().equals("HEAD"));
        script.answer(request, wire);
        if (!wire.mayGoOn()) {
          return;
        }
      }
    } catch (IOException e) {
      // The other side has gone, or the script has.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  /** Null where the other side ended the connection. */
  private Received next(InputStream in, Socket socket) throws IOException {
    try {
      return RequestReader.read(in, socket.getOutputStream(), begun::incrementAndGet);
    } catch (EOFException e) {
      brokenOff.incrementAndGet();
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
