package org.tokentail.gateway;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.tokentail.gateway.record.Asking;
import org.tokentail.gateway.record.Texts;
import org.tokentail.gateway.usage.Asked;
import org.tokentail.log.Caller;

/**
 * Who asks and for what, from our own headers first, then from what clients send anyway
 * (docs/PROTOCOL.md, "Gateway").
 */
final class CallerWords {
  private static final String SESSION = PassedHeaders.OURS + "session";
  private static final String CLIENT = PassedHeaders.OURS + "client";
  private static final String METADATA = PassedHeaders.OURS + "metadata-";

  /** Claude Code sends its session so. */
  private static final String CLAUDE_CODE_SESSION = "x-claude-code-session-id";

  /** Room is left for what the answer says: a record takes 32. */
  private static final int MAX_METADATA = 28;

  private static final int MAX_KEY = 64;
  private static final int MAX_VALUE = 1_024;

  private CallerWords() {}

  static Asking of(Head head, Route route, Asked asked) {
    Caller caller =
        new Caller(
            first(head.first(CLIENT), asked.clientId(), head.first("user-agent")),
            first(head.first(SESSION), head.first(CLAUDE_CODE_SESSION), asked.sessionId()),
            null,
            asked.reasoningEffort(),
            asked.serviceTier());
    return new Asking(
        route.type(),
        route.path(),
        first(asked.model(), route.model()),
        asked.stream() != null ? asked.stream() : route.streams(),
        caller,
        metadata(head));
  }

  private static Map<String, Object> metadata(Head head) {
    Map<String, Object> entries = new LinkedHashMap<>();
    for (Head.Field field : head.fields()) {
      String lower = field.name().toLowerCase(Locale.ROOT);
      String key = lower.startsWith(METADATA) ? lower.substring(METADATA.length()) : "";
      if (!key.isEmpty() && key.length() <= MAX_KEY && entries.size() < MAX_METADATA) {
        entries.put(key, Texts.fit(field.value(), MAX_VALUE));
      }
    }
    return entries;
  }

  private static String first(String... candidates) {
    return Stream.of(candidates)
        .filter(text -> text != null && !text.isBlank())
        .map(text -> Texts.fit(text, Texts.NAME))
        .findFirst()
        .orElse(null);
  }
}
