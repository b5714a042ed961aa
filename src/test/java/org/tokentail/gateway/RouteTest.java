package org.tokentail.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokentail.gateway.channel.Provider;
import org.tokentail.gateway.usage.WireFormat;

/** What a path says: the format, the model, whether a stream is asked for. */
class RouteTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "ANTHROPIC,/v1/messages,ANTHROPIC,-,-",
        "ANTHROPIC,/messages,ANTHROPIC,-,-",
        "ANTHROPIC,/v1/messages/count_tokens,-,-,-",
        "ANTHROPIC,/v1/chat/completions,OPENAI_CHAT,-,-",
        "ANTHROPIC,/model/us.anthropic.claude-x-v1%3A0/invoke,ANTHROPIC,us.anthropic.claude-x-v1:0,false",
        "ANTHROPIC,/model/us.anthropic.claude-x-v1:0/invoke,ANTHROPIC,us.anthropic.claude-x-v1:0,false",
        "ANTHROPIC,/model/anthropic.claude-x/invoke-with-response-stream,-,anthropic.claude-x,true",
        "ANTHROPIC,/model/anthropic.claude-x/converse,-,anthropic.claude-x,false",
        "ANTHROPIC,/model/arn%3Aaws%3Abedrock%3Aeu%3A1%3Ainference-profile%2Feu.anthropic.claude-x/invoke,ANTHROPIC,arn:aws:bedrock:eu:1:inference-profile/eu.anthropic.claude-x,false",
        "OPENAI,/model/meta.llama3/invoke,-,meta.llama3,false",
        "ANTHROPIC,/v1/projects/p/locations/l/publishers/anthropic/models/claude-x@20250929:streamRawPredict,ANTHROPIC,claude-x@20250929,true",
        "ANTHROPIC,/v1/projects/p/locations/l/publishers/anthropic/models/claude-x:rawPredict,ANTHROPIC,claude-x,-",
        "ANTHROPIC,/v1/projects/p/locations/l/publishers/anthropic/models/count-tokens:rawPredict,-,count-tokens,-",
        "OPENAI,/v1/chat/completions,OPENAI_CHAT,-,-",
        "OPENAI,/v1/completions,OPENAI_CHAT,-,-",
        "OPENAI,/beta/completions,OPENAI_CHAT,-,-",
        "OPENAI,/v1/responses,OPENAI_RESPONSES,-,-",
        "OPENAI,/v1/responses/resp_1/cancel,-,-,-",
        "OPENAI,/v1/embeddings,OPENAI_EMBEDDINGS,-,-",
        "OPENAI,/v1/images/generations,OPENAI_IMAGES,-,-",
        "OPENAI,/anthropic/v1/messages,ANTHROPIC,-,-",
        "OPENAI,/v1/threads/t/messages,-,-,-",
        "OPENAI,/openai/deployments/team-gpt5/chat/completions,OPENAI_CHAT,team-gpt5,-",
        "OPENAI,/openai/deployments/d%20e/embeddings,OPENAI_EMBEDDINGS,d e,-",
        "GEMINI,/v1beta/models/gemini-x:generateContent,GEMINI,gemini-x,false",
        "GEMINI,/v1beta/models/gemini-x%3AstreamGenerateContent,GEMINI,gemini-x,true",
        "GEMINI,/v1beta/models/gemini-x:countTokens,-,gemini-x,-",
        "GEMINI,/v1beta/openai/chat/completions,OPENAI_CHAT,-,-",
        "GEMINI,/v1beta/openai/embeddings,OPENAI_EMBEDDINGS,-,-",
        "GEMINI,/v1beta/models/a%zz:generateContent,GEMINI,a%zz,false",
      })
  void aPathSaysWhatItAsks(
      Provider provider, String path, WireFormat format, String model, Boolean streams) {
    Route route = new Route(provider, "POST", path, null, provider.format("POST", path));

    assertThat(route.format().orElse(null)).isEqualTo(format);
    assertThat(route.model()).isEqualTo(model);
    assertThat(route.streams()).isEqualTo(streams);
    assertThat(provider.format("GET", path)).isEmpty();
  }
}
