package org.tokentail.gateway.channel;

/** The file of channels cannot be used; the message names the line. */
public final class ChannelFileException extends Exception {
  private static final long serialVersionUID = 1;

  ChannelFileException(String message) {
    super(message);
  }
}
