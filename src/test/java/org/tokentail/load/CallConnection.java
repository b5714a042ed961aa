package org.tokentail.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A connection for one call after the other. For the thread of its {@link CallCrowd}. */
final class CallConnection {
  private final CallCrowd crowd;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer request;
  private ResponseHead head;
  private ChunkedBody chunks;
  private long remaining;
  private boolean hasContent;
  private boolean isBusy;
  private long begunNanos;

  CallConnection(CallCrowd crowd, Selector selector, InetSocketAddress server, byte[] request)
      throws IOException {
    this.crowd = crowd;
    this.request = ByteBuffer.wrap(request);
    channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    if (channel.connect(server)) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  /** Whether the server can still be asked on it, as far as is known. */
  boolean isOpen() {
    return channel.isOpen();
  }

  /** Begins the next call. */
  void call(long nanos) throws IOException {
    begunNanos = nanos;
    isBusy = true;
    head = new ResponseHead();
    hasContent = false;
    request.clear();
    if (channel.isConnected()) {
      write();
    }
  }

  private void write() throws IOException {
    channel.write(request);
    int reading = SelectionKey.OP_READ;
    key.interestOps(request.hasRemaining() ? reading | SelectionKey.OP_WRITE : reading);
  }

  /** The channel can do what it was registered for. */
  void ready(ReadBuffer buffer) throws IOException {
    if (key.isConnectable()) {
      channel.finishConnect();
      write();
    } else if (key.isWritable()) {
      write();
    } else if (key.isReadable()) {
      read(buffer);
    }
  }

  private void read(ReadBuffer buffer) throws IOException {
    int length = channel.read(buffer.emptied());
    if (length < 0) {
      close();
      if (isBusy) {
        throw new IOException("The server ended the connection in the middle of a call");
      }
      return;
    }
    accept(buffer.bytes(), length);
  }

  private void accept(byte[] bytes, int length) throws IOException {
    int from = 0;
    if (remaining == 0 && chunks == null) {
      from = head.accept(bytes, 0, length);
      if (from < 0) {
        return;
      }
      if (head.status() != 200) {
        String words = new String(bytes, from, length - from, StandardCharsets.UTF_8);
        throw new IOException("HTTP " + head.status() + ": " + words);
      }
      chunks = head.isChunked() ? new ChunkedBody(this::content) : null;
      remaining = head.contentLength();
    }
    boolean whole;
    if (chunks != null) {
      whole = !chunks.accept(bytes, from, length);
    } else {
      content(bytes, from, length);
      remaining -= length - from;
      whole = remaining == 0;
    }
    if (whole) {
      end();
    }
  }

  private void content(byte[] bytes, int from, int to) {
    if (!hasContent && to > from) {
      hasContent = true;
      crowd.first(begunNanos);
    }
  }

  private void end() throws IOException {
    chunks = null;
    isBusy = false;
    if (head.isLast()) {
      close();
    }
    crowd.ended(this);
  }

  void close() throws IOException {
    channel.close();
  }
}
