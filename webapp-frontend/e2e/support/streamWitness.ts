/** Opens a stream by some client, tells the witness of each event, and gives a way to close it. */
export type Opening = (url: string, take: StreamWitness) => Promise<() => unknown>

interface Source {
  addEventListener(name: string, listener: (event: { data: string; lastEventId: string }) => void): void
}

/** Of a position `<epoch>-<seq>`. */
export const seqOf = (position: string) => Number(position.split('-')[1])

/** Writes down what a client got from the stream, over all of its connections. */
export class StreamWitness {
  static readonly NAMES = ['connected', 'log:created', 'log:updated', 'log:removed', 'log:reset', 'log:bye']

  /** Positions of the changes, in the order of their arrival. */
  readonly seqs: number[] = []
  /** For each connection, whether the server took the client's position. */
  readonly resumed: boolean[] = []
  /** Resets and farewells. */
  readonly others: string[] = []

  readonly event = (name: string, data: string, id: string): void => {
    if (name === 'connected') this.resumed.push((JSON.parse(data) as { resumed: boolean }).resumed)
    else if (name === 'log:reset' || name === 'log:bye') this.others.push(data)
    else this.seqs.push(seqOf(id))
  }

  listenTo(source: Source): void {
    for (const name of StreamWitness.NAMES) {
      source.addEventListener(name, ({ data, lastEventId }) => this.event(name, data, lastEventId))
    }
  }
}
