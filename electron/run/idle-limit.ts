/** Shows a host out that is connected and asks for nothing: access is for reading, not for being there. */
export class IdleLimit {
  readonly #limitMs: number;
  readonly #onIdle: () => void;
  #timer: NodeJS.Timeout | undefined;
  #connected = false;
  #reading = 0;

  constructor(limitMs: number, onIdle: () => void) {
    this.#limitMs = limitMs;
    this.#onIdle = onIdle;
  }

  hostConnected(): void {
    this.#connected = true;
    this.#arm();
  }

  /** The guard may be heard before sshd's own word of who has come in: the order does not matter here. */
  transferStarted(): void {
    this.#reading += 1;
    this.#arm();
  }

  transferEnded(): void {
    this.#reading = Math.max(0, this.#reading - 1);
    this.#arm();
  }

  /** A request that came to nothing: the time begins anew. */
  requestRefused(): void {
    this.#arm();
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#connected = false;
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#connected && this.#reading === 0) this.#timer = setTimeout(this.#onIdle, this.#limitMs);
  }
}
