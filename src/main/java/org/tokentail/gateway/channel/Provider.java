package org.tokentail.gateway.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tokentail.gateway.usage.WireFormat;
import org.tokentail.log.Json;

/** Whose API it is: where its key goes, how its paths are read, how it says that it failed. */
public enum Provider {
  /** https://platform.claude.com/docs/en/api/overview */
  ANTHROPIC("x-api-key", ""),
  /** https://platform.openai.com/docs/api-reference/authentication */
  OPENAI("authorization", "Bearer "),
  /** https://ai.google.dev/api */
  GEMINI("x-goog-api-key", "");

  /** Headers that carry a key, in the order in which they are looked at. */
  public static final List<String> KEY_HEADERS =
      List.of("x-api-key", "authorization", "x-goog-api-key");

  /** The parameter that carries a key of Gemini. */
  public static final String KEY_PARAMETER = "key";

  /**
   * By the end of the path. Claude at Amazon Bedrock and Google's Vertex AI speaks as at Anthropic,
   * except for Bedrock's streams, which are no event streams.
   */
  private static final Map<Pattern, WireFormat> FORMATS =
      Map.of(
          Pattern.compile("/v1/messages$"),
          WireFormat.ANTHROPIC,
          Pattern.compile("/model/[^/]*anthropic\\.[^/]*/invoke$"),
          WireFormat.ANTHROPIC,
          Pattern.compile(
              "/publishers/anthropic/models/(?!count-tokens)[^/]+(:|%3[Aa])(streamRawP|rawP)redict$"),
          WireFormat.ANTHROPIC,
          Pattern.compile("/completions$"),
          WireFormat.OPENAI_CHAT,
          Pattern.compile("/responses$"),
          WireFormat.OPENAI_RESPONSES,
          Pattern.compile("/embeddings$"),
          WireFormat.OPENAI_EMBEDDINGS,
          Pattern.compile("/images/(generations|edits)$"),
          WireFormat.OPENAI_IMAGES,
          Pattern.compile("/api/(chat|generate)$"),
          WireFormat.OLLAMA,
          Pattern.compile("(:|%3[Aa])(streamG|g)enerateContent$"),
          WireFormat.GEMINI);

  private final String keyHeader;
  private final String scheme;

  Provider(String keyHeader, String scheme) {
    this.keyHeader = keyHeader;
    this.scheme = scheme;
  }

  /** The lower-case name, as it stands in paths, files and records. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The provider of that wire name. Case matters. */
  public static Optional<Provider> of(String wire) {
    return Arrays.stream(values()).filter(provider -> provider.wire().equals(wire)).findFirst();
  }

  /** The header that carries a key. */
  public String keyHeader() {
    return keyHeader;
  }

  /** The value of that header. */
  public String keyValue(String key) {
    return scheme + key;
  }

  /** How a call is written; empty: its answer is not read. */
  public Optional<WireFormat> format(String method, String path) {
    if (!method.equals("POST")) {
      return Optional.empty();
    }
    if (this == ANTHROPIC && path.endsWith("/messages")) {
      return Optional.of(WireFormat.ANTHROPIC);
    }
    // The others' formats too: most providers have paths that speak like OpenAI, or like Anthropic.
    return FORMATS.entrySet().stream()
        .filter(format -> format.getKey().matcher(path).find())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The {@code type} of records whose format is not read. */
  public String type() {
    return this == ANTHROPIC ? WireFormat.ANTHROPIC.type() : wire();
  }

  /** The body of an error of ours, in this provider's form. */
  public byte[] error(int status, String message) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    switch (this) {
      case ANTHROPIC -> {
        root.put("type", "error");
        root.putObject("error").put("type", anthropicType(status)).put("message", message);
      }
      case OPENAI ->
          root.putObject("error")
              .put("message", message)
              .put("type", openAiType(status))
              .putNull("param")
              .put("code", openAiCode(status));
      default ->
          root.putObject("error")
              .put("code", status)
              .put("message", message)
              .put("status", googleStatus(status));
    }
    return Json.bytes(root);
  }

  private static String openAiType(int status) {
    return switch (status) {
      case 400, 401 -> "invalid_request_error";
      case 429 -> "requests";
      default -> "server_error";
    };
  }

  private static String openAiCode(int status) {
    return switch (status) {
      case 401 -> "invalid_api_key";
      case 429 -> "rate_limit_exceeded";
      default -> "tokentail_gateway";
    };
  }

  private static String anthropicType(int status) {
    return switch (status) {
      case 400 -> "invalid_request_error";
      case 401 -> "authentication_error";
      case 404 -> "not_found_error";
      case 429 -> "rate_limit_error";
      case 504 -> "timeout_error";
      default -> "api_error";
    };
  }

  private static String googleStatus(int status) {
    return switch (status) {
      case 400 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 404 -> "NOT_FOUND";
      case 501 -> "UNIMPLEMENTED";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> "UNAVAILABLE";
    };
  }
}
