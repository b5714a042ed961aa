package org.tokentail.gateway.usage;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who stands behind the {@code metadata.user_id} of a message, an opaque text of the caller's.
 * Claude Code puts its session there: {@code user_<hash>_account_<uuid>_session_<uuid>}, and in
 * newer versions a JSON text with {@code device_id}, {@code account_uuid} and {@code session_id}.
 * Both components are null while unknown.
 */
record AnthropicUser(String clientId, String sessionId) {
  private static final AnthropicUser UNKNOWN = new AnthropicUser(null, null);

  /** The account may be missing: callers with a key of their own have none. */
  private static final Pattern PARTS =
      Pattern.compile("(user_[^_]+)(?:_account_[^_]*)?_session_(.+)");

  private static final Fields FIELDS =
      Fields.of(List.of("device_id", "account_uuid", "session_id"), List.of());

  /**
   * @param userId null when there is none
   */
  static AnthropicUser of(String userId) {
    if (userId == null) {
      return UNKNOWN;
    }
    if (userId.startsWith("{")) {
      return ofJson(userId);
    }
    Matcher parts = PARTS.matcher(userId);
    return parts.matches()
        ? new AnthropicUser(
            Texts.cut(parts.group(1), Texts.NAME), Texts.cut(parts.group(2), Texts.NAME))
        : new AnthropicUser(Texts.cut(userId, Texts.NAME), null);
  }

  private static AnthropicUser ofJson(String text) {
    Values values = new Values();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (JsonWalk walk = new JsonWalk(FIELDS, values, () -> {})) {
      walk.feed(bytes, 0, bytes.length);
    }
    String device = values.text("device_id", Texts.NAME);
    // Written as in the older form, so that a client is one client whatever its version.
    String client = device != null ? "user_" + device : values.text("account_uuid", Texts.NAME);
    return new AnthropicUser(
        Texts.cut(client != null ? client : text, Texts.NAME),
        values.text("session_id", Texts.NAME));
  }
}
