package org.tokentail.gateway.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tokentail.log.Caller;

class AskedTest {
  private static final String SESSION = "0e3bb5d8-1f0d-4d4e-9a55-6e0f7f4f4f63";

  @Test
  void aMessage() {
    assertThat(
            asked(
                WireFormat.ANTHROPIC,
                """
                {"model":"claude-opus-4-5","stream":true,"max_tokens":1024,"service_tier":"auto",
                 "output_config":{"effort":"medium"},"metadata":{"user_id":"u-17"},
                 "messages":[{"role":"user","content":"model \\u2026 {\\"user\\":\\"x\\"}"}]}"""))
        .isEqualTo(new Asked("claude-opus-4-5", true, null, "u-17", "medium", "auto"));
  }

  @Test
  void claudeCodePutsItsSessionIntoTheUser() {
    Asked older = userId("user_6f2b_account_11aa-22bb_session_" + SESSION);
    Asked withoutAccount = userId("user_6f2b_account__session_" + SESSION);
    Asked newer =
        userId(
            "{\\\"device_id\\\":\\\"6f2b\\\",\\\"account_uuid\\\":\\\"11aa\\\",\\\"session_id\\\":\\\"%s\\\"}"
                .formatted(SESSION));

    assertThat(older.sessionId()).isEqualTo(SESSION);
    assertThat(older.clientId()).isEqualTo("user_6f2b");
    assertThat(withoutAccount).isEqualTo(older);
    assertThat(newer).isEqualTo(older);
  }

  @Test
  void whateverElseTheUserIsItIsTheClient() {
    assertThat(userId("user_of_mine").clientId()).isEqualTo("user_of_mine");
    assertThat(userId("{not json").clientId()).isEqualTo("{not json");
    assertThat(userId("{\\\"account_uuid\\\":\\\"11aa\\\"}").clientId()).isEqualTo("11aa");
    assertThat(userId("").clientId()).isNull();
  }

  @Test
  void aChat() {
    assertThat(
            asked(
                WireFormat.OPENAI_CHAT,
                """
                {"messages":[{"role":"user","content":"Hi"}],"model":"gpt-5","stream":false,
                 "reasoning_effort":"high","service_tier":"flex","user":"old","safety_identifier":"new",
                 "prompt_cache_key":"chat-3"}"""))
        .isEqualTo(new Asked("gpt-5", false, "chat-3", "new", "high", "flex"));
  }

  @Test
  void aResponse() {
    assertThat(
            asked(
                WireFormat.OPENAI_RESPONSES,
                """
                {"model":"gpt-5","input":"Hi","reasoning":{"effort":"low"},"user":"u",
                 "conversation":{"id":"conv_1"}}"""))
        .isEqualTo(new Asked("gpt-5", null, "conv_1", "u", "low", null));
    assertThat(asked(WireFormat.OPENAI_RESPONSES, "{\"conversation\":\"conv_2\"}").sessionId())
        .isEqualTo("conv_2");
  }

  @Test
  void geminiNamesTheModelInThePath() {
    assertThat(
            asked(
                WireFormat.GEMINI,
                """
                {"contents":[{"parts":[{"text":"Hi"}]}],
                 "generationConfig":{"thinkingConfig":{"thinkingLevel":"HIGH"}}}"""))
        .isEqualTo(new Asked(null, null, null, null, "HIGH", null));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotJsonSaysNothing(WireFormat format) {
    for (String body :
        new String[] {
          "", "hello", "{\"model\":\"x\"", "{\"model\":}", "\0", "[]", "7", "\"model\""
        }) {
      assertThat(asked(format, body)).isEqualTo(Asked.UNKNOWN);
    }
  }

  @Test
  void wrongTypesSayNothingAndTextsFit() {
    Asked asked =
        asked(
            WireFormat.OPENAI_CHAT,
            "{\"model\":{},\"stream\":\"true\",\"user\":\"%s\",\"service_tier\":\"%s\"}"
                .formatted("a\\u0000" + "u".repeat(300), "t".repeat(65)));

    assertThat(asked.model()).isNull();
    assertThat(asked.stream()).isNull();
    assertThat(new Caller(asked.clientId(), null, null, null, asked.serviceTier()).clientId())
        .hasSize(256);
  }

  private static Asked userId(String jsonText) {
    return asked(WireFormat.ANTHROPIC, "{\"metadata\":{\"user_id\":\"" + jsonText + "\"}}");
  }

  private static Asked asked(WireFormat format, String body) {
    return Asked.of(format, body.getBytes(UTF_8));
  }
}
