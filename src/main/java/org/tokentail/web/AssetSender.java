package org.tokentail.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.tokentail.security.Refusals;
import org.tokentail.security.Refusals.Reason;
import org.tokentail.server.ServerConnection;

/**
 * Sends a file as its client takes it: without a thread, and with little of it queued. All clients
 * share the bytes of the file. For one answer; the container calls it one call at a time.
 */
final class AssetSender implements WriteListener, AsyncListener {
  /** For a whole file: a few KB a second. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final int PIECE = 8 * 1024;
  private static final System.Logger LOG = System.getLogger(AssetSender.class.getName());

  private final AsyncContext async;
  private final ServletOutputStream output;
  private final ServerConnection connection;
  private final ServerConnection.Limit limit;
  private final Refusals refusals;
  private final byte[] file;
  private int sent;

  private AssetSender(
      HttpServletRequest request, HttpServletResponse response, byte[] file, Refusals refusals)
      throws IOException {
    this.file = file;
    this.refusals = refusals;
    output = response.getOutputStream();
    connection = ServerConnection.below(request, response);
    limit = connection.limitQueue();
    async = request.startAsync(request, response);
  }

  /** Begins; the head is set by then. */
  static void send(
      HttpServletRequest request, HttpServletResponse response, byte[] file, Refusals refusals)
      throws IOException {
    AssetSender sender = new AssetSender(request, response, file, refusals);
    sender.async.setTimeout(LONGEST.toMillis());
    sender.async.addListener(sender);
    sender.output.setWriteListener(sender);
  }

  @Override
  public void onWritePossible() throws IOException {
    while (output.isReady()) {
      if (sent == file.length) {
        limit.end();
        async.complete();
        return;
      }
      int length = Math.min(PIECE, file.length - sent);
      output.write(file, sent, length);
      sent += length;
    }
  }

  @Override
  public void onError(Throwable failure) {
    LOG.log(System.Logger.Level.DEBUG, "The client of a file has gone", failure);
    async.complete();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    LOG.log(System.Logger.Level.DEBUG, "The client of a file took {0} bytes only", sent);
    refusals.count(Reason.SLOW_READER);
    connection.abort();
    async.complete();
  }

  @Override
  public void onError(AsyncEvent event) {
    LOG.log(System.Logger.Level.DEBUG, "A file was not sent", event.getThrowable());
  }

  @Override
  public void onComplete(AsyncEvent event) {
    // Its bytes are everybody's.
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // It is not dispatched.
  }
}
