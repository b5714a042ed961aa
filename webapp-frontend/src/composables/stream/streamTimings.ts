/** The waits of the stream and its stand-in, in milliseconds. */
export const STREAM_TIMINGS = {
  /** The backoff's second. */
  secondMs: 1_000,
  /** A blip shorter than this starts no polling. */
  graceMs: 3_000,
  pollMs: 3_000,
  /** Heartbeats come every 30 s, stats every 5 s: silence beyond this is a dead connection. */
  watchdogMs: 45_000,
  connectMs: 15_000,
  /** The backlog counts as arrived after this silence, even if fewer changes came than announced. */
  settleMs: 1_000,
  /** How long the badge says what was caught up. */
  tellMs: 6_000,
  /** The server sends its figures every 5 s: a page that wakes up after more silence than this begins anew. */
  staleMs: 12_000,
  /** Between tabs: a leader that is heard of nothing for the first is asked, twice if need be, and then replaced. */
  silenceMs: 9_000,
  answerMs: 1_200,
}
