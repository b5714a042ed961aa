package org.tokentail.journal;

import java.util.List;
import java.util.Set;
import org.tokentail.log.InvalidInputException;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestState;
import org.tokentail.log.RequestStatus;

/** By which whole values records are filtered: a query parameter, and the columns it is about. */
public enum FilterField {
  PROVIDER("provider", "provider_name"),
  /** By id or by name. */
  CHANNEL("channel", "channel_id") {
    @Override
    List<String> columns() {
      return List.of("channel_id", "channel_name");
    }

    @Override
    boolean isOneOf(Set<Object> values, RequestLog log) {
      return super.isOneOf(values, log) || isAmong(values, log.state().target().channelName());
    }
  },
  MODEL("model", "model"),
  STATUS("status", "status") {
    @Override
    Object value(String text) {
      return RequestStatus.of(text)
          .orElseThrow(() -> wrong("one of " + RequestStatus.names()))
          .wire();
    }
  },
  ENDPOINT("endpoint", "endpoint"),
  CLIENT("clientId", "client_id"),
  SESSION("sessionId", "session_id"),
  HTTP_STATUS("httpStatus", "http_status") {
    @Override
    Object value(String text) {
      if (!text.matches("[1-5][0-9]{2}")) {
        throw wrong("a whole number from 100 to 599");
      }
      return Integer.valueOf(text);
    }
  },
  STREAM("stream", "stream") {
    @Override
    Object value(String text) {
      if (!text.equals("true") && !text.equals("false")) {
        throw wrong("true or false");
      }
      return Boolean.valueOf(text);
    }
  },
  ATTEMPT_OF("attemptOf", "attempt_of");

  private static final int MAX_TEXT = 1_024;

  private final String wire;
  private final String column;

  FilterField(String wire, String column) {
    this.wire = wire;
    this.column = column;
  }

  /** The name of its query parameter. */
  public String wire() {
    return wire;
  }

  /** Any of them may have the value. */
  List<String> columns() {
    return List.of(column);
  }

  /** Whether a record has one of these values. */
  boolean isOneOf(Set<Object> values, RequestLog log) {
    return isAmong(values, of(log.state()));
  }

  static boolean isAmong(Set<Object> values, Object value) {
    return value != null && values.contains(value);
  }

  /**
   * By what a record is counted, as the query parameter takes it; null where it is unknown. A
   * channel is its name, or its id where it has none.
   */
  public String shown(RequestLog log) {
    String name = this == CHANNEL ? log.state().target().channelName() : null;
    Object value = name == null || name.isEmpty() ? of(log.state()) : name;
    return value == null || value.equals("") ? null : value.toString();
  }

  /** What the column holds of a record; null where it is unknown. */
  private Object of(RequestState state) {
    return switch (this) {
      case PROVIDER -> state.target().providerName();
      case CHANNEL -> state.target().channelId();
      case MODEL -> state.target().model();
      case STATUS -> state.status().wire();
      case ENDPOINT -> state.target().endpoint();
      case CLIENT -> state.caller().clientId();
      case SESSION -> state.caller().sessionId();
      case HTTP_STATUS -> state.httpStatus();
      case STREAM -> state.target().stream();
      case ATTEMPT_OF -> state.failure().attemptOf();
    };
  }

  /**
   * A value as the columns hold it.
   *
   * @throws InvalidInputException when the field cannot have it
   */
  final Object parse(String text) {
    if (text.length() > MAX_TEXT || text.indexOf('\0') >= 0) {
      throw wrong("text of at most %d characters without NUL".formatted(MAX_TEXT));
    }
    return value(text);
  }

  /** Any text, where the field is not of another type. */
  Object value(String text) {
    return text;
  }

  final InvalidInputException wrong(String what) {
    return InvalidInputException.parameter(wire, "%s must be %s.".formatted(wire, what));
  }
}
