import type { ConnectionFacts } from '../../model/stream/connection'
import { useNetworkSigns, type NetworkSigns } from './useNetworkSigns'

interface StreamSigns {
  isOpen: () => boolean
  know: (news: Partial<ConnectionFacts>) => void
  lost: () => void
  tryNow: () => void
  /** How long nothing was heard, and after how long an open stream is taken for dead when the page wakes up; milliseconds. */
  silentMs: () => number
  staleMs: number
}

/** What the browser says about network and page, as it bears on the stream. */
export function useStreamSigns(stream: StreamSigns, options: NetworkSigns & { now: () => number }) {
  useNetworkSigns(
    {
      online() {
        stream.know({ offline: false })
        stream.tryNow()
      },
      offline() {
        stream.know({ offline: true })
        if (stream.isOpen()) stream.lost()
      },
      visible: stream.tryNow,
      // A connection that died in its sleep looks open, and would be taken for lost much later.
      awake() {
        if (stream.isOpen() && stream.silentMs() > stream.staleMs) stream.lost()
        stream.tryNow()
      },
    },
    options,
  )
}
