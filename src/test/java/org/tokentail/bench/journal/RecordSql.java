package org.tokentail.bench.journal;

import java.time.Duration;
import java.util.List;

/**
 * SQL that makes records of months of traffic, the same on each database: the figures of a record
 * follow from its number.
 *
 * @param numbers a query with the column i, from one number to another (two %d)
 * @param time an expression that makes milliseconds since 1970 (%s) a timestamp
 */
record RecordSql(String numbers, String time) {
  static final Duration SPAN = Duration.ofDays(30);

  static final List<String> PROVIDERS = List.of("anthropic", "openai", "google", "deepseek");

  /** Model m is of provider m modulo their number. */
  static final List<String> MODELS =
      List.of(
          "claude-sonnet-4-5",
          "gpt-5",
          "gemini-2.5-pro",
          "deepseek-chat",
          "claude-haiku-4-5",
          "gpt-5-mini",
          "gemini-2.5-flash",
          "deepseek-reasoner",
          "claude-opus-4-1",
          "gpt-4.1",
          "gemini-2.0-flash",
          "deepseek-coder");

  private static final List<String> TYPES = List.of("claude", "openai", "gemini", "openai");
  private static final List<String> ENDPOINTS =
      List.of(
          "/v1/messages",
          "/v1/responses",
          "/v1beta/models:generateContent",
          "/v1/chat/completions");

  private static final int PRIME = 1_000_003;

  // 50 clients, each with a session that takes every 50th record, 20 of them.
  private static final String INSERT =
      """
      insert into request_log (id, rev, seq, created_seq, changed_at, status, type, provider_name,
        channel_id, channel_name, model, response_model, endpoint, stream, http_status,
        initial_time, first_token_time, complete_time, first_token_duration_ms, duration_ms,
        start_assumed, input_tokens, output_tokens, cache_creation_input_tokens,
        cache_read_input_tokens, total_tokens, price, input_cost, output_cost,
        cache_creation_cost, cache_read_cost, price_source, client_id, session_id, api_key_id,
        service_tier, error, metadata)
      select '$id' || lpad(cast(i as varchar), 17, '0'), 1, i, i, $ended, status, $type, $provider,
        'channel-' || channel, 'Channel ' || channel, $model, $model, $endpoint,
        mod(i, 5) <> 0, $code,
        $began, case when good then $first end, $ended, case when good then first_ms end, total_ms,
        false, input, output, cache_made, cache_read, input + output + cache_made + cache_read,
        input_cost + output_cost + made_cost + read_cost, input_cost, output_cost, made_cost,
        read_cost, case when good then 'table' end, 'client-' || client,
        '5e551042-7c1e-4f00-8000-' || lpad(cast((i - 1) / 1000 * 50 + client as varchar), 12, '0'),
        'key-' || client, 'standard',
        case when status = 'error' then 'overloaded_error: the provider refused request ' || i end,
        '{"region":"eu-central-1","team":"team-' || mod(client, 7) || '"}'
      from (select costs.*, input * 0.000001 * (1 + p) as input_cost,
          output * 0.000005 * (1 + p) as output_cost,
          cache_made * 0.00000125 * (1 + p) as made_cost,
          cache_read * 0.0000001 * (1 + p) as read_cost
        from (select i, ms, m, p, client, status, good, first_ms,
            case when good then first_ms + answer_ms when status = 'timeout' then 300000
              else first_ms end as total_ms,
            cast(p * 2 + mod(client, 2) as varchar) as channel,
            case when good then input end as input, case when good then output end as output,
            case when good then case when mod(i, 10) < 3 then input * 2 else 0 end end
              as cache_made,
            case when good then case when mod(i, 10) < 7 then input * 12 else 0 end end
              as cache_read
          from (select chosen.*, mod(m, 4) as p, status in ('completed', 'cancelled') as good
            from (select i, $start + i * $span / $rows as ms, mod(i, 50) as client,
                cast(floor(12 * u1 * u1) as bigint) as m,
                case when u2 < 0.03 then 'error' when u2 < 0.035 then 'timeout'
                  when u2 < 0.04 then 'cancelled' else 'completed' end as status,
                cast(least(60000, exp(6.4 + 0.6 * n1)) as bigint) as first_ms,
                cast(least(500000, exp(8.6 + 0.9 * n2)) as bigint) as answer_ms,
                cast(exp(6.5 + n3) as bigint) as input,
                cast(exp(5.8 + 0.8 * n2) as bigint) as output
              from (select i, u1, u2, sqrt(-2 * ln(u3)) * cos(2 * pi() * u4) as n1,
                  sqrt(-2 * ln(u5)) * cos(2 * pi() * u6) as n2,
                  sqrt(-2 * ln(u5)) * sin(2 * pi() * u6) as n3
                from (select i, $u1 as u1, $u2 as u2, $u3 as u3, $u4 as u4, $u5 as u5, $u6 as u6
                  from ($numbers) n) uniform) normal) chosen) named) costs) priced
      """;

  // Of 7 digits, and far from each other's multiples.
  private static final int[] FACTORS = {618_034, 414_214, 732_051, 236_068, 645_751, 316_625};

  private static final String ID = "01926f00-c0de-7000-";

  /** The id of a record by its number, as long as a UUID. */
  static String id(long number) {
    return ID + "%017d".formatted(number);
  }

  /**
   * Inserts records from one number to another, both from 1 to the number of all.
   *
   * @param start of the time over which all are spread, in milliseconds since 1970
   */
  String insert(long from, long to, long rows, long start) {
    String sql = INSERT;
    for (int u = 0; u < FACTORS.length; u++) {
      sql = sql.replace("$u" + (u + 1), uniform(FACTORS[u]));
    }
    return sql.replace("$id", ID)
        .replace("$numbers", numbers.formatted(from, to))
        .replace("$type", choice("p", TYPES))
        .replace("$provider", choice("p", PROVIDERS))
        .replace("$model", choice("m", MODELS))
        .replace("$endpoint", choice("p", ENDPOINTS))
        .replace("$code", code())
        .replace("$began", time.formatted("ms"))
        .replace("$first", time.formatted("(ms + first_ms)"))
        .replace("$ended", time.formatted("(ms + total_ms)"))
        .replace("$start", "" + start)
        .replace("$span", "" + SPAN.toMillis())
        .replace("$rows", "" + rows);
  }

  private static String code() {
    return """
        case status when 'completed' then 200 when 'cancelled' then 499
          when 'error' then case mod(i, 3) when 0 then 429 when 1 then 500 else 529 end end""";
  }

  /** Between 0 and 1, neither included. */
  private static String uniform(int factor) {
    // H2 gives a remainder the type of the divisor, and the product needs more than an integer.
    return "cast(mod(mod(i, %1$d) * cast(%2$d as bigint), %1$d) + 1 as double precision) / (%1$d + 1)"
        .formatted(PRIME, factor);
  }

  private static String choice(String index, List<String> values) {
    StringBuilder sql = new StringBuilder("case ").append(index);
    for (int i = 0; i < values.size(); i++) {
      sql.append(" when ").append(i).append(" then '").append(values.get(i)).append('\'');
    }
    return sql.append(" end").toString();
  }
}
