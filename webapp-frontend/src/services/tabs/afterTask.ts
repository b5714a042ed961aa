/**
 * Calls `flush` once the current task is over, however often it is asked within it. Not a timer: those of a hidden tab
 * fire once a minute.
 */
export class AfterTask {
  readonly #ports = new MessageChannel()
  #asked = false

  constructor(flush: () => void) {
    this.#ports.port1.onmessage = () => {
      this.#asked = false
      flush()
    }
  }

  ask(): void {
    if (this.#asked) return
    this.#asked = true
    this.#ports.port2.postMessage(undefined)
  }

  close(): void {
    this.#ports.port1.close()
  }
}
