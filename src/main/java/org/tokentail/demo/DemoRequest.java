package org.tokentail.demo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tokentail.log.Caller;
import org.tokentail.log.Cost;
import org.tokentail.log.Failure;
import org.tokentail.log.Metadata;
import org.tokentail.log.RequestState;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Target;
import org.tokentail.log.Timing;
import org.tokentail.log.Usage;

/** One made-up request: how it starts, when its first token comes, how it ends. Immutable. */
final class DemoRequest {
  private static final BigDecimal MILLION = new BigDecimal(1_000_000);
  private static final List<DemoModel> MODELS = List.of(DemoModel.values());
  private static final String[] CLIENTS = {
    "checkout-bot", "ci-review", "support-desk", "docs-search"
  };
  private static final int SESSIONS_PER_CLIENT = 3;

  private final DemoModel model;
  private final String client;
  private final String session;
  private final boolean streamed;
  private final long inputTokens;
  private final long cachedTokens;
  private final long outputTokens;
  private final DemoOutcome outcome;

  /** Milliseconds from the start to the first token, and to the end. */
  final long firstTokenMs;

  final long durationMs;

  DemoRequest(Random random) {
    model = MODELS.get(random.nextInt(MODELS.size()));
    client = CLIENTS[random.nextInt(CLIENTS.length)];
    session =
        "%s-%04x"
            .formatted(
                client, client.hashCode() * (1 + random.nextInt(SESSIONS_PER_CLIENT)) & 0xffff);
    boolean embedding = model.tokensPerSecond == 0;
    streamed = !embedding && random.nextInt(10) < 7;
    inputTokens = 80 + (long) Math.exp(random.nextGaussian() + 6.5);
    cachedTokens = model.type.equals("claude") && random.nextBoolean() ? inputTokens * 3 : 0;
    outputTokens = embedding ? 0 : 20 + (long) Math.exp(random.nextGaussian() * 0.8 + 5.5);
    outcome = DemoOutcome.of(random);
    boolean slow = random.nextInt(12) == 0;
    firstTokenMs = (250L + random.nextInt(900)) * (slow ? 6 : 1);
    durationMs = firstTokenMs + (embedding ? 60 : outputTokens * 1_000 / model.tokensPerSecond);
  }

  RequestState started(String attemptOf) {
    Target target =
        new Target(
            model.type,
            model.provider,
            model.provider + "-1",
            model.provider + " primary",
            model.model,
            null,
            model.endpoint,
            streamed);
    Caller caller = new Caller(client, session, null, null, null);
    return state(
        RequestStatus.PENDING,
        target,
        null,
        Timing.UNKNOWN,
        Usage.UNKNOWN,
        Cost.UNKNOWN,
        caller,
        new Failure(null, null, null, attemptOf));
  }

  boolean isStreamed() {
    return streamed;
  }

  RequestState firstToken() {
    Timing timing = new Timing(null, null, null, firstTokenMs, null);
    return state(
        null,
        Target.UNKNOWN,
        null,
        timing,
        Usage.UNKNOWN,
        Cost.UNKNOWN,
        Caller.UNKNOWN,
        Failure.NONE);
  }

  RequestState ended() {
    boolean answered = outcome.status == RequestStatus.COMPLETED;
    return state(
        outcome.status,
        Target.UNKNOWN,
        outcome.httpStatus,
        Timing.UNKNOWN,
        answered ? usage() : Usage.UNKNOWN,
        answered && model.isPriced() ? cost() : Cost.UNKNOWN,
        Caller.UNKNOWN,
        new Failure(outcome.error, outcome.upstreamError, null, null));
  }

  /** True when a caller would try again. */
  boolean isRetried() {
    return outcome.status == RequestStatus.RETRY_WAIT;
  }

  /** The same request, tried once more, and this time answered. */
  DemoRequest retry(Random random) {
    return new DemoRequest(this, random);
  }

  private DemoRequest(DemoRequest first, Random random) {
    model = first.model;
    client = first.client;
    session = first.session;
    streamed = first.streamed;
    inputTokens = first.inputTokens;
    cachedTokens = first.cachedTokens;
    outputTokens = first.outputTokens;
    outcome = DemoOutcome.ANSWERED;
    firstTokenMs = 250L + random.nextInt(900);
    durationMs = firstTokenMs + first.durationMs - first.firstTokenMs;
  }

  private Usage usage() {
    return new Usage(
        inputTokens, outputTokens, null, cachedTokens == 0 ? null : cachedTokens, null);
  }

  private Cost cost() {
    BigDecimal cached =
        cachedTokens == 0 ? null : dollars(cachedTokens, model.inputPrice.movePointLeft(1));
    return new Cost(
        null,
        dollars(inputTokens, model.inputPrice),
        dollars(outputTokens, model.outputPrice),
        null,
        cached,
        "demo prices");
  }

  private static BigDecimal dollars(long tokens, BigDecimal perMillion) {
    return perMillion.multiply(BigDecimal.valueOf(tokens)).divide(MILLION);
  }

  private static RequestState state(
      RequestStatus status,
      Target target,
      Integer httpStatus,
      Timing timing,
      Usage usage,
      Cost cost,
      Caller caller,
      Failure failure) {
    return new RequestState(
        status,
        target,
        httpStatus,
        timing,
        usage,
        cost,
        caller,
        failure,
        new Metadata(Map.of("demo", true)));
  }
}
