/** A network between two programs of this machine, which can be slow, stop and be cut. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { until } from './until';

export class Relay {
  port = 0;
  /** What has come from either side so far. */
  bytes = 0;
  #delayMs = 0;
  #stalled = false;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(target: () => number) {
    this.#server = createServer((near) => {
      const far = connect(target(), '127.0.0.1');
      this.#join(near, far);
      this.#join(far, near);
    });
  }

  /** Leads to the port of this machine that `target` names when somebody connects. */
  static async to(target: () => number): Promise<Relay> {
    const relay = new Relay(target);
    await new Promise<void>((resolve) => relay.#server.listen(0, '127.0.0.1', resolve));
    relay.port = (relay.#server.address() as AddressInfo).port;
    return relay;
  }

  /** Every piece takes so long on its way, in each direction. */
  slow(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  /** Nothing passes any more, and nobody is told: a laptop that went out of its Wi-Fi's reach. */
  stall(): void {
    this.#stalled = true;
    for (const socket of this.#sockets) socket.pause();
  }

  goOn(): void {
    this.#stalled = false;
    for (const socket of this.#sockets) socket.resume();
  }

  /** Both sides are told at once: a router that was switched off and on again. */
  cut(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async carried(bytes: number): Promise<void> {
    await until(
      () => this.bytes >= bytes,
      () => `${this.bytes} bytes came`,
    );
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    if (this.#stalled) from.pause();
    from
      .on('data', (piece: Buffer) => {
        this.bytes += piece.length;
        const pass = (): void => {
          if (!to.destroyed && !to.write(piece)) {
            from.pause();
            to.once('drain', () => {
              if (!this.#stalled) from.resume();
            });
          }
        };
        if (this.#delayMs === 0) pass();
        else setTimeout(pass, this.#delayMs);
      })
      .on('end', () => setTimeout(() => to.end(), this.#delayMs))
      .on('error', () => to.destroy())
      .on('close', () => this.#sockets.delete(from));
  }
}
