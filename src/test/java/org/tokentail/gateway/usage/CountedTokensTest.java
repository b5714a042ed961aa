package org.tokentail.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokentail.gateway.usage.Sample.usage;
import static org.tokentail.gateway.usage.WireFormat.ANTHROPIC;
import static org.tokentail.gateway.usage.WireFormat.GEMINI;
import static org.tokentail.gateway.usage.WireFormat.OPENAI_CHAT;
import static org.tokentail.gateway.usage.WireFormat.OPENAI_EMBEDDINGS;
import static org.tokentail.gateway.usage.WireFormat.OPENAI_RESPONSES;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokentail.log.Usage;

/** Tokens count once, wherever they are said and however often; so does their price. */
class CountedTokensTest {
  private static final String START = "{'type':'message_start','message':{'usage':%s}}";
  private static final String DELTA = "{'type':'message_delta','usage':%s}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'usage':{'prompt_tokens':100,'completion_tokens':7}}",
        "{'x_groq':{'id':'r','usage':{'prompt_tokens':100,'completion_tokens':7}}}",
        "{'choices':[{'index':0,'usage':{'prompt_tokens':100,'completion_tokens':7}}]}",
        "{'x_groq':{'usage':{'prompt_tokens':100,'completion_tokens':7}},'usage':{'prompt_tokens':100,'completion_tokens':7}}",
      })
  void usageStandsInSeveralPlaces(String chunk) {
    assertThat(events(OPENAI_CHAT, chunk, chunk)).isEqualTo(usage(100L, 7L, null, null));
    assertThat(document(OPENAI_CHAT, chunk)).isEqualTo(usage(100L, 7L, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'prompt_tokens_details':{'cached_tokens':90}",
        "'prompt_cache_hit_tokens':90,'prompt_cache_miss_tokens':10",
        "'cached_tokens':90",
        "'cache_read_input_tokens':90",
        "'prompt_tokens_details':{'cached_tokens':0},'prompt_cache_hit_tokens':90",
      })
  void cachedTokensHaveSeveralNames(String cached) {
    String answer = "{'usage':{'prompt_tokens':100,'completion_tokens':7,%s}}".formatted(cached);

    assertThat(document(OPENAI_CHAT, answer)).isEqualTo(usage(10L, 7L, null, 90L));
  }

  @Test
  void anEstimateMakesWayForTheLastWord() {
    assertThat(
            events(
                ANTHROPIC,
                START.formatted("{'input_tokens':5000,'output_tokens':9}"),
                DELTA.formatted(
                    "{'input_tokens':120,'cache_read_input_tokens':4800,'output_tokens':5}")))
        .isEqualTo(usage(120L, 5L, null, 4800L));
    assertThat(
            events(
                ANTHROPIC,
                START.formatted("{'input_tokens':5000}"),
                DELTA.formatted("{'input_tokens':0,'cache_read_input_tokens':5000}")))
        .isEqualTo(usage(0L, null, null, 5000L));
    assertThat(
            events(
                OPENAI_CHAT,
                "{'usage':{'prompt_tokens':5000,'completion_tokens':1}}",
                "{'usage':{'prompt_tokens':4900,'completion_tokens':7,'prompt_tokens_details':{'cached_tokens':4800}}}"))
        .isEqualTo(usage(100L, 7L, null, 4800L));
  }

  @Test
  void whatOnlySaysZeroWasLeftOut() {
    String start =
        START.formatted("{'input_tokens':25,'cache_read_input_tokens':40,'output_tokens':3}");

    assertThat(
            events(
                ANTHROPIC,
                start,
                DELTA.formatted(
                    "{'input_tokens':0,'cache_read_input_tokens':0,'output_tokens':0}")))
        .isEqualTo(usage(25L, 3L, null, 40L));
    assertThat(events(ANTHROPIC, start, DELTA.formatted("{'output_tokens':8}")))
        .isEqualTo(usage(25L, 8L, null, 40L));
    assertThat(
            events(
                OPENAI_CHAT,
                "{'usage':{'prompt_tokens':100,'completion_tokens':7,'prompt_tokens_details':{'cached_tokens':90}}}",
                "{'usage':{'prompt_tokens':0,'completion_tokens':0,'prompt_tokens_details':{'cached_tokens':0}}}"))
        .isEqualTo(usage(10L, 7L, null, 90L));
    assertThat(document(OPENAI_CHAT, "{'usage':{'prompt_tokens':0,'completion_tokens':0}}"))
        .isEqualTo(usage(0L, 0L, null, null));
  }

  @Test
  void runningSumsAreNotAddedUp() {
    assertThat(
            events(
                OPENAI_CHAT,
                "{'choices':[{'index':0}],'usage':{'prompt_tokens':9,'completion_tokens':1,'prompt_tokens_details':{'cached_tokens':4}}}",
                "{'choices':[{'index':0}],'usage':{'prompt_tokens':9,'completion_tokens':2}}",
                "{'choices':[],'usage':{'prompt_tokens':9,'completion_tokens':2}}"))
        .isEqualTo(usage(5L, 2L, null, 4L));
    assertThat(
            events(
                GEMINI,
                "{'usageMetadata':{'promptTokenCount':9,'candidatesTokenCount':1}}",
                "{'usageMetadata':{'promptTokenCount':9,'candidatesTokenCount':3}}"))
        .isEqualTo(usage(9L, 3L, null, null));
  }

  @Test
  void iterationsThatTheSumLeavesOutCountToo() {
    String counts =
        "{'input_tokens':23,'output_tokens':1,'iterations':[{'type':'compaction','input_tokens':150,'output_tokens':3},{'type':'message','input_tokens':23,'output_tokens':1}]}";

    assertThat(document(ANTHROPIC, "{'usage':" + counts + "}"))
        .isEqualTo(usage(173L, 4L, null, null));
    assertThat(events(ANTHROPIC, START.formatted("{'input_tokens':23}"), DELTA.formatted(counts)))
        .isEqualTo(usage(173L, 4L, null, null));
  }

  @Test
  void embeddingsMaySayTheirSumOnly() {
    assertThat(document(OPENAI_EMBEDDINGS, "{'usage':{'total_tokens':8}}"))
        .isEqualTo(usage(8L, null, null, null));
  }

  @Test
  void whatARelayAsksIsThePrice() {
    assertThat(price(OPENAI_CHAT, "{'usage':{'cost':0.00051693}}")).isEqualTo("0.00051693");
    assertThat(price(OPENAI_CHAT, "{'usage':{'cost':2}}")).isEqualTo("2");
    assertThat(price(OPENAI_CHAT, "{'usage':{'cost':1.5e-7}}")).isEqualTo("1.5E-7");
    assertThat(price(OPENAI_CHAT, "{'usage':{'cost':{'input_tokens_cost':1,'total_cost':3.5}}}"))
        .isEqualTo("3.5");
    assertThat(price(OPENAI_RESPONSES, "{'response':{'usage':{'cost':0.25}}}")).isEqualTo("0.25");
    assertThat(price(ANTHROPIC, "{'usage':{'cost':0.25}}")).isEqualTo("0.25");
    assertThat(price(OPENAI_EMBEDDINGS, "{'usage':{'cost':0.25}}")).isEqualTo("0.25");
  }

  @Test
  void withAKeyOfTheCallersOwnTheProvidersPriceComesOnTop() {
    String own = "{'usage':{'cost':0.01,'is_byok':true,'cost_details':{%s}}}";

    assertThat(price(OPENAI_CHAT, own.formatted("'upstream_inference_cost':0.2")))
        .isEqualTo("0.21");
    assertThat(price(OPENAI_CHAT, own.formatted("'upstream_inference_cost':null"))).isNull();
    // To add it would write out a billion zeros.
    assertThat(price(OPENAI_CHAT, own.formatted("'upstream_inference_cost':1e-1000000000")))
        .isNull();
    assertThat(
            price(
                OPENAI_CHAT,
                "{'usage':{'cost':0.3,'is_byok':false,'cost_details':{'upstream_inference_cost':0.2}}}"))
        .isEqualTo("0.3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-0.1",
        "1e10",
        "1e1000000000",
        "1e-1000000000",
        "1e-99999999",
        "'0.1'",
        "null",
        "true",
        "[]",
        "2000000000"
      })
  void whatIsNoAmountIsNoPrice(String cost) {
    assertThat(price(OPENAI_CHAT, "{'usage':{'cost':" + cost + "}}")).isNull();
  }

  private static String price(WireFormat format, String document) {
    BigDecimal price = read(format, document).price();
    return price == null ? null : price.toString();
  }

  private static Usage document(WireFormat format, String document) {
    return read(format, document).usage();
  }

  private static Usage events(WireFormat format, String... documents) {
    return read(format, "data: " + String.join("\n\ndata: ", documents) + "\n\n").usage();
  }

  /** Quoted by apostrophes, to be readable here. */
  private static Answer read(WireFormat format, String body) {
    return AnswerFormTest.read(format, body.replace('\'', '"'), 11).answer();
  }
}
