import { Duplex } from "node:stream";
import type { Worker } from "node:worker_threads";

/** A thread that is spoken to in bytes, as what a client takes a socket for: it says "open" when it listens, answers bytes with bytes, and ends when it is told `null`. */
export class ThreadSocket extends Duplex {
  readonly #thread: Worker;

  constructor(thread: Worker) {
    super();
    this.#thread = thread;
    thread.on("message", (said: "open" | Uint8Array<ArrayBuffer>) => (said === "open" ? this.emit("connect") : this.push(Buffer.from(said.buffer))));
    thread.once("error", (error) => this.destroy(error));
    thread.once("exit", () => (this.writableEnded ? this.push(null) : this.destroy()));
  }

  override _read(): void {}

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.#send([chunk]);
    done();
  }

  /** What was written together is sent together. */
  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: () => void): void {
    this.#send(chunks.map(({ chunk }) => chunk));
    done();
  }

  /** In a memory of its own, which is handed over. */
  #send(chunks: readonly Buffer[]): void {
    const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    this.#thread.postMessage(bytes, [bytes.buffer]);
  }

  override _final(done: () => void): void {
    this.#thread.once("exit", () => done());
    this.#thread.postMessage(null);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    void this.#thread.terminate().then(() => done(error));
  }

  /** What only sockets have. */
  connect(): void {}
  setNoDelay(): void {}
  setKeepAlive(): void {}
  ref(): void { this.#thread.ref(); }
  unref(): void { this.#thread.unref(); }
}
