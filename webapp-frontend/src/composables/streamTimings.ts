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
}
