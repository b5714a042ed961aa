package org.tokentail.log;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

/** Changes for tests. */
public final class Updates {
  public static final Instant START = Instant.parse("2026-01-11T15:00:00.123Z");

  private Updates() {}

  public static LogUpdate of(String id, RequestStatus status) {
    return at(id, START, status);
  }

  public static LogUpdate at(String id, Instant at, RequestStatus status) {
    return LogUpdate.of(id, at, state(status, Timing.UNKNOWN, Usage.UNKNOWN, Cost.UNKNOWN));
  }

  public static LogUpdate timed(String id, RequestStatus status, Timing timing) {
    return LogUpdate.of(id, START, state(status, timing, Usage.UNKNOWN, Cost.UNKNOWN));
  }

  /** What is known of a request that took so many milliseconds, and nothing else. */
  public static Timing took(long milliseconds) {
    return new Timing(null, null, null, null, milliseconds);
  }

  public static LogUpdate used(String id, Usage usage) {
    return LogUpdate.of(id, START, state(null, Timing.UNKNOWN, usage, Cost.UNKNOWN));
  }

  public static LogUpdate priced(String id, Cost cost) {
    return LogUpdate.of(id, START, state(null, Timing.UNKNOWN, Usage.UNKNOWN, cost));
  }

  public static LogUpdate tagged(String id, Metadata metadata) {
    RequestState state = state(null, Timing.UNKNOWN, Usage.UNKNOWN, Cost.UNKNOWN);
    return LogUpdate.of(
        id,
        START,
        new RequestState(
            state.status(),
            state.target(),
            null,
            state.timing(),
            state.usage(),
            state.cost(),
            state.caller(),
            state.failure(),
            metadata));
  }

  public static LogUpdate called(String id, Target target, Caller caller) {
    return LogUpdate.of(
        id,
        START,
        new RequestState(
            null,
            target,
            null,
            Timing.UNKNOWN,
            Usage.UNKNOWN,
            Cost.UNKNOWN,
            caller,
            Failure.NONE,
            Metadata.NONE));
  }

  private static RequestState state(RequestStatus status, Timing timing, Usage usage, Cost cost) {
    return new RequestState(
        status,
        Target.UNKNOWN,
        null,
        timing,
        usage,
        cost,
        Caller.UNKNOWN,
        Failure.NONE,
        Metadata.NONE);
  }

  /** A change with every property drawn at random, each missing now and then. */
  public static LogUpdate random(Random random, String id) {
    return random(random, id, START.plusMillis(random.nextInt(10_000_000)));
  }

  /** The same, of a request that began then. */
  public static LogUpdate random(Random random, String id, Instant start) {
    return LogUpdate.of(
        id,
        start,
        new RequestState(
            pick(random, RequestStatus.values()),
            new Target(
                pick(random, "claude", "openai"),
                pick(random, "anthropic", "OpenAI", "100%_!"),
                pick(random, "c-1", "c-2"),
                pick(random, "main", "c-1"),
                pick(random, "gpt-5", "claude-sonnet-4-5", "Ünïcode-模型-\uD83D\uDE00"),
                pick(random, "gpt-5-2026"),
                pick(random, "/v1/messages", "/v1/responses"),
                pick(random, true, false)),
            pick(random, 200, 429, 500),
            new Timing(
                pick(random, start),
                pick(random, start.plusMillis(40)),
                null,
                null,
                pick(random, 900L)),
            new Usage(count(random), count(random), count(random), count(random), null),
            new Cost(
                null,
                amount(random),
                amount(random),
                amount(random),
                amount(random),
                pick(random, "table")),
            new Caller(
                pick(random, "ci", "web"),
                pick(random, "s-1", "s-2"),
                null,
                pick(random, "high"),
                null),
            new Failure(
                pick(random, "It broke: \\ ' \" %"),
                pick(random, "line\nline"),
                null,
                pick(random, "r-1")),
            metadata(random)));
  }

  private static Metadata metadata(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Metadata.NONE;
      case 1 -> new Metadata(Map.of("t", 1_700_000_000_000_000_000L));
      default -> new Metadata(Map.of("a", "b", "c", true));
    };
  }

  private static Long count(Random random) {
    return pick(random, 0L, 17L, 250_000L);
  }

  private static BigDecimal amount(Random random) {
    return pick(
        random, BigDecimal.ZERO, new BigDecimal("0.0036"), new BigDecimal("12.000000000001"));
  }

  /** One of the values, or null. */
  @SafeVarargs
  private static <T> T pick(Random random, T... values) {
    int index = random.nextInt(values.length + 1);
    return index == values.length ? null : values[index];
  }
}
