package org.tokentail.stream.event;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tokentail.journal.LogFilter;
import org.tokentail.log.InvalidInputException;

/**
 * What one client wants to see of the feed, and how. Clients with equal views share a channel.
 *
 * @param events those that it selected; the ones that cannot be deselected are not among them
 */
public record View(LogFilter filter, Set<EventName> events, Format format) {
  private static final Set<EventName> SELECTABLE =
      Arrays.stream(EventName.values())
          .filter(EventName::isSelectable)
          .collect(Collectors.toUnmodifiableSet());

  /** Everything, as Server-Sent Events. */
  public static final View ALL = new View(LogFilter.ALL, SELECTABLE, Format.SSE);

  /**
   * The view that query parameters describe.
   *
   * @throws InvalidInputException naming the parameter and what it may be
   */
  public static View parse(Map<String, List<String>> parameters, Format format) {
    return new View(
        LogFilter.parse(parameters), events(parameters.getOrDefault("events", List.of())), format);
  }

  private static Set<EventName> events(List<String> given) {
    Set<EventName> events = EnumSet.noneOf(EventName.class);
    for (String name : String.join(",", given).split(",", -1)) {
      if (!name.isBlank()) {
        events.add(event(name.strip()));
      }
    }
    return events.isEmpty() ? SELECTABLE : Set.copyOf(events);
  }

  private static EventName event(String name) {
    return EventName.selectable(name)
        .orElseThrow(
            () ->
                InvalidInputException.parameter(
                    "events",
                    "events must be one or more of %s, separated by commas."
                        .formatted(EventName.selectableNames())));
  }

  /** Whether an event of that name is for this client. */
  public boolean takes(EventName name) {
    return !name.isSelectable() || events.contains(name);
  }
}
