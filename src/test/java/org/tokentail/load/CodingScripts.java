package org.tokentail.load;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tokentail.load.TestProvider.Script;

/** What the providers' own command-line clients need to be answered with. */
public final class CodingScripts {
  /** The text of each answer. */
  public static final String SAID = "Hello from the provider of the test.";

  private static final String MESSAGE =
      """
      {"type":"message","id":"msg_1","status":"%s","role":"assistant","content":[%s]}""";

  private static final String TEXT =
      """
      {"type":"output_text","text":"%s","annotations":[]}""";

  private static final String RESPONSE =
      """
      {"id":"resp_1","object":"response","created_at":1730000000,"status":"%s","model":"gpt-5","output":[%s],"usage":%s}""";

  private static final String USAGE =
      """
      {"input_tokens":37,"input_tokens_details":{"cached_tokens":12},"output_tokens":15,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":52}""";

  /** https://ai.google.dev/api/generate-content, streamed */
  private static final String GEMINI =
      """
      data: {"candidates":[{"content":{"role":"model","parts":[{"text":"%s"}]},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":37,"candidatesTokenCount":15,"cachedContentTokenCount":12,"totalTokenCount":52},"modelVersion":"gemini-2.5-flash"}

      """
          .formatted(SAID);

  private CodingScripts() {}

  /** Tells the digest of the request's body besides, as {@link Mirror} does. */
  public static Script all() {
    return (request, wire) -> {
      String digest = Mirror.DIGEST + ": " + Mirror.digest(request.body());
      if (request.target().endsWith("/responses")) {
        wire.events(digest).chunk(responses()).end();
      } else if (request.target().contains(":streamGenerateContent")) {
        wire.events(digest).chunk(GEMINI).end();
      } else {
        wire.json(200, "{\"data\":[],\"models\":[]}", digest);
      }
    };
  }

  /** https://platform.openai.com/docs/api-reference/responses-streaming */
  private static String responses() {
    String begun = MESSAGE.formatted("in_progress", "");
    String done = MESSAGE.formatted("completed", TEXT.formatted(SAID));
    return Stream.of(
            "{\"type\":\"response.created\",\"response\":%s}"
                .formatted(RESPONSE.formatted("in_progress", "", "null")),
            "{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":%s}"
                .formatted(begun),
            "{\"type\":\"response.output_text.delta\",\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"%s\"}"
                .formatted(SAID),
            "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":%s}"
                .formatted(done),
            "{\"type\":\"response.completed\",\"response\":%s}"
                .formatted(RESPONSE.formatted("completed", done, USAGE)))
        .map(data -> "event: %s\ndata: %s\n\n".formatted(data.split("\"", 5)[3], data))
        .collect(Collectors.joining());
  }
}
