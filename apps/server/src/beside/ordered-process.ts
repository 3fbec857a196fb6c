import { type Exit, startSideProcess, type SideProcessOptions } from "./side-process.ts";

/** An order with the number under which it is answered. */
export interface Numbered<Order> {
  readonly number: number;
  readonly order: Order;
}

/** A process beside the server that carries orders out one after the other; several may be under way to it. */
export interface OrderedProcess<Order> {
  /** @returns Undefined when the process ended instead. @param seconds After which it is ended, whatever it is doing. */
  carryOut(order: Order, seconds: number): Promise<unknown>;
  kill(): void;
  readonly exit: Promise<Exit>;
  /** Whether it was ended because an order took too long. */
  readonly late: () => boolean;
}

export function startOrderedProcess<Order>(module: URL, options: SideProcessOptions): OrderedProcess<Order> {
  const side = startSideProcess(module, options);
  const waiting = new Map<number, (reply: unknown) => void>();
  let count = 0;
  let late = false;
  side.onMessage(({ number, reply }: { readonly number: number; readonly reply: unknown }) => {
    waiting.get(number)?.(reply);
    waiting.delete(number);
  });
  void side.exit.then(() => {
    for (const end of waiting.values()) end(undefined);
    waiting.clear();
  });
  return {
    carryOut: async (order, seconds) => {
      const number = ++count;
      const { promise, resolve } = Promise.withResolvers<unknown>();
      waiting.set(number, resolve);
      const timer = setTimeout(() => {
        late = true;
        side.kill();
      }, seconds * 1000);
      side.send({ number, order } satisfies Numbered<Order>);
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
      }
    },
    kill: side.kill,
    exit: side.exit,
    late: () => late,
  };
}
