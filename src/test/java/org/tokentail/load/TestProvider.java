package org.tokentail.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
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
import javax.net.ServerSocketFactory;

/**
 * A provider as the gateway meets it, down to its bytes: answers what it is told to, stalls,
 * resets. A thread a connection. Thread-safe.
 */
public final class TestProvider implements AutoCloseable {
  private static final int BACKLOG = 4_096;
  private static final int HEX = 16;

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
    script = next;
  }

  public List<Received> received() {
    return new ArrayList<>(received);
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
      for (Received request = read(in, socket); request != null; request = read(in, socket)) {
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

  private static Received read(InputStream in, Socket socket) throws IOException {
    String first = line(in);
    if (first == null) {
      return null;
    }
    List<String> headers = new ArrayList<>();
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      headers.add(line);
    }
    String[] words = first.split(" ", -1);
    Received head = new Received(words[0], words[1], List.copyOf(headers), new byte[0]);
    if ("100-continue".equals(head.header("expect"))) {
      socket
          .getOutputStream()
          .write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    return new Received(words[0], words[1], head.headers(), body(in, head));
  }

  private static byte[] body(InputStream in, Received head) throws IOException {
    if (head.header("content-length") != null) {
      return in.readNBytes(Integer.parseInt(head.header("content-length")));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if ("chunked".equalsIgnoreCase(head.header("transfer-encoding"))) {
      int size = Integer.parseInt(line(in), HEX);
      while (size > 0) {
        body.write(in.readNBytes(size));
        line(in);
        size = Integer.parseInt(line(in), HEX);
      }
      line(in);
    }
    return body.toByteArray();
  }

  /** Null at the end. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int c;
    try {
      while ((c = in.read()) >= 0 && c != '\n') {
        line.append((char) c);
      }
    } catch (SocketException e) {
      return null;
    }
    if (c < 0) {
      return null;
    }
    int last = line.length() - 1;
    if (last >= 0 && line.charAt(last) == '\r') {
      line.setLength(last);
    }
    return line.toString();
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
