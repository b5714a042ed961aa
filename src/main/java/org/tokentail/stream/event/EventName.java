package org.tokentail.stream.event;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The events of the protocol (docs/PROTOCOL.md, "The stream"). */
public enum EventName {
  CREATED("log:created", true),
  UPDATED("log:updated", true),
  REMOVED("log:removed", true),
  CLEARED("log:cleared", true),
  STATS("log:stats", true),
  CONNECTED("connected", false),
  HEARTBEAT("heartbeat", false),
  RESET("log:reset", false),
  BYE("log:bye", false);

  private static final String PREFIX = "log:";

  private final String wire;
  private final boolean selectable;

  EventName(String wire, boolean selectable) {
    this.wire = wire;
    this.selectable = selectable;
  }

  public String wire() {
    return wire;
  }

  /** Whether a client can do without it; the others keep its connection and its position true. */
  public boolean isSelectable() {
    return selectable;
  }

  /** The event that has this name on the wire. */
  public static Optional<EventName> of(String wire) {
    return Arrays.stream(values()).filter(event -> event.wire.equals(wire)).findFirst();
  }

  /** The selectable event of that name, which may be given with or without {@code log:}. */
  static Optional<EventName> selectable(String name) {
    String wire = name.startsWith(PREFIX) ? name : PREFIX + name;
    return Arrays.stream(values())
        .filter(event -> event.selectable && event.wire.equals(wire))
        .findFirst();
  }

  /** "created, updated, …": what {@link #selectable(String)} knows. */
  static String selectableNames() {
    return Arrays.stream(values())
        .filter(EventName::isSelectable)
        .map(event -> event.wire.substring(PREFIX.length()))
        .collect(Collectors.joining(", "));
  }
}
