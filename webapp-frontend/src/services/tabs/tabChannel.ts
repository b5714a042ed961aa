import type { RawEvent } from '../eventStream'

/** What a leader says bears its reign, which is higher with every leader, and counts its messages from 1. */
interface FromLeader {
  reign: number
  count: number
  /** The slot it holds, if its view needs one. */
  slot?: number
}

export type TabMessage =
  /** A tab at the position `from` wants to follow. `urgent`: its user waits. */
  | { kind: 'ask'; tab: string; from: string; urgent: boolean }
  /** `trying`: it is not open, but may be in a moment. */
  | (FromLeader & { kind: 'closed'; to: string; trying: boolean })
  /** `missed` is absent where the leader does not have all of it; the stream goes on from `position` then. */
  | (FromLeader & { kind: 'joined'; to: string; position: string; missed?: RawEvent[]; serverTime: string })
  /** The stream is open: ask, whoever wants it. */
  | (FromLeader & { kind: 'open' })
  | (FromLeader & { kind: 'lost' })
  | (FromLeader & { kind: 'events'; events: RawEvent[] })

export type LeaderMessage = Exclude<TabMessage, { kind: 'ask' }>

/** A part of a message that the leader's channel fills in by itself. */
export type LeaderWords = LeaderMessage extends infer Message
  ? Message extends LeaderMessage
    ? Omit<Message, keyof FromLeader>
    : never
  : never

/** The tabs of one view, by their common channel. */
export class TabChannel {
  readonly #channel: BroadcastChannel

  constructor(name: string, Channel: typeof BroadcastChannel, onMessage: (message: TabMessage) => void) {
    this.#channel = new Channel(name)
    this.#channel.onmessage = ({ data }: MessageEvent<TabMessage>) => onMessage(data)
  }

  post(message: TabMessage): void {
    this.#channel.postMessage(message)
  }

  close(): void {
    this.#channel.onmessage = null
    this.#channel.close()
  }
}
