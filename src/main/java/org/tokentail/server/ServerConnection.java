package org.tokentail.server;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * The connection below a response, as far as it can be reached: no standard interface bounds what a
 * server queues for a client that does not read, nor ends such a connection without waiting.
 *
 * <p>Grizzly, which carries Payara and GlassFish, queues 4 x the socket's send buffer for each
 * connection by default: 10 MB with what Linux grows that buffer to. Reached by reflection: its
 * classes are the server's, not ours. On a server that is made otherwise, or keeps its classes to
 * itself, nothing can be reached: then nothing is bounded, and everything else works.
 */
public final class ServerConnection {
  private static final System.Logger LOG = System.getLogger(ServerConnection.class.getName());

  /** Room for a second's worth of heavy traffic on a line with a round trip of 50 ms. */
  private static final int SEND_BUFFER = 128 * 1024;

  private static final int QUEUE = 16 * 1024;

  /** The least that Grizzly takes. */
  private static final int BUFFER = 512;

  /** Null where it cannot be reached. */
  private final Object connection;

  private final SocketChannel channel;

  private ServerConnection(Object connection, SocketChannel channel) {
    this.connection = connection;
    this.channel = channel;
  }

  /** A connection that can be neither bounded nor reset. */
  public static ServerConnection unreachable() {
    return new ServerConnection(null, null);
  }

  /**
   * Makes the response's buffer small, before anything is written. Each small write allocates it,
   * and pins it while it waits for the client: 8 KB by default. Larger writes go past it. The
   * standard's own {@code setBufferSize} only makes it larger on Payara and GlassFish.
   */
  public static void shrinkBuffer(ServletResponse response) {
    try {
      call(grizzlyResponse(facade(response)), "setBufferSize", int.class, BUFFER);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "The buffer of a response cannot be made smaller", e);
    }
  }

  /** The connection of a stream that is being opened, with its queue bounded. */
  public static ServerConnection bounded(HttpServletRequest request, ServletResponse response) {
    ServerConnection connection = below(request, response);
    try {
      if (connection.connection != null) {
        call(connection.connection, "setMaxAsyncWriteQueueSize", int.class, QUEUE);
        connection.channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
      }
      return connection;
    } catch (ReflectiveOperationException | IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "The connection of a stream cannot be bounded", e);
      return unreachable();
    }
  }

  /** The connection below a response, as it is. */
  public static ServerConnection below(HttpServletRequest request, ServletResponse response) {
    // With HTTP/2 the connection carries other answers too: it is not this one's to change.
    if (!request.getProtocol().startsWith("HTTP/1")) {
      return unreachable();
    }
    try {
      Object grizzly = connection(facade(response));
      return new ServerConnection(grizzly, (SocketChannel) call(grizzly, "getChannel"));
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "The connection of a response cannot be reached", e);
      return unreachable();
    }
  }

  /**
   * Whether connections can be bounded on this server: whether the way to them is there.
   *
   * @param server the class loader of the server's servlet container
   */
  public static boolean canBeBounded(ClassLoader server) {
    try {
      // By the types of the methods: what a container uses need not be visible to its class loader.
      Class<?> connection =
          server
              .loadClass("org.apache.catalina.connector.Response")
              .getMethod("getCoyoteResponse")
              .getReturnType()
              .getMethod("getRequest")
              .getReturnType()
              .getMethod("getConnection")
              .getReturnType();
      return connection.getMethod("setMaxAsyncWriteQueueSize", int.class) != null;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }

  public boolean isBounded() {
    return connection != null;
  }

  /**
   * Whether a failed write has closed it: without blocking, the server tells a failure to nobody
   * who does not write again. True where it cannot be known.
   */
  public boolean isOpen() {
    try {
      // The server's word comes before the channel's: that one is closed later, by another thread.
      return connection == null || (boolean) call(connection, "isOpen");
    } catch (ReflectiveOperationException | RuntimeException e) {
      return channel.isOpen();
    }
  }

  /**
   * Whether its client has closed it, as the system's table of connections says: known without
   * writing. False where it cannot be known. Reads that table: for a question now and then.
   */
  public boolean isClosedByPeer() {
    return channel != null && ConnectionTable.read().isClosedByPeer(channel);
  }

  /**
   * Bounds what the server queues for it until {@link Limit#end}: written without blocking, an
   * answer then waits where it is, and not in the queue.
   */
  public Limit limitQueue() {
    try {
      if (connection != null) {
        Object before = call(connection, "getMaxAsyncWriteQueueSize");
        call(connection, "setMaxAsyncWriteQueueSize", int.class, QUEUE);
        // This stays: the system would take megabytes for each client that does not read.
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
        return () -> setQueue(before);
      }
    } catch (ReflectiveOperationException | IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "The queue of a connection cannot be bounded", e);
    }
    return () -> {};
  }

  /** A bound that holds for one answer. */
  @FunctionalInterface
  public interface Limit {
    void end();
  }

  private void setQueue(Object bytes) {
    try {
      call(connection, "setMaxAsyncWriteQueueSize", int.class, bytes);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "A connection was already closed", e);
    }
  }

  /** Bytes of answers that its client has not taken yet; 0 where it cannot be known. */
  public int queued() {
    try {
      return connection == null
          ? 0
          : (int) call(call(connection, "getAsyncWriteQueue"), "spaceInBytes");
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "The queue of a connection cannot be seen", e);
      return 0;
    }
  }

  /** Resets it, so that nobody waits for the client to take what is queued. */
  public void abort() {
    if (connection == null) {
      return;
    }
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      call(connection, "terminateSilently");
    } catch (ReflectiveOperationException | IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "A connection was already closed", e);
    }
  }

  /**
   * Ends it after what was written has gone out, without the end of the answer: the client sees
   * that the answer is not whole.
   *
   * @return false where it cannot be reached
   */
  public boolean breakOff() {
    if (connection == null) {
      return false;
    }
    try {
      call(connection, "closeSilently");
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "A connection was already closed", e);
      return false;
    }
  }

  /** The socket below, for watching it only; null where it cannot be reached. */
  public SocketChannel channel() {
    return channel;
  }

  private static ServletResponse facade(ServletResponse response) {
    ServletResponse inner = response;
    while (inner instanceof ServletResponseWrapper wrapper) {
      inner = wrapper.getResponse();
    }
    return inner;
  }

  private static Object connection(ServletResponse facade) throws ReflectiveOperationException {
    return call(call(grizzlyResponse(facade), "getRequest"), "getConnection");
  }

  private static Object grizzlyResponse(ServletResponse facade)
      throws ReflectiveOperationException {
    Field field = facade.getClass().getDeclaredField("response");
    field.setAccessible(true);
    return call(field.get(facade), "getCoyoteResponse");
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  private static void call(Object target, String method, Class<?> type, Object argument)
      throws ReflectiveOperationException {
    target.getClass().getMethod(method, type).invoke(target, argument);
  }
}
