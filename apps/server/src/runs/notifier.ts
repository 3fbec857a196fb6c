import { EventEmitter } from "node:events";

/** Tells those who wait for news of something: a run, by its id, or that one waits to be begun. Who hears nothing looks again now and then all the same. */
export interface Notifier {
  announce(topic: string): void;
  /** Calls back at each announcement until the answer is called. */
  listen(topic: string, heard: () => void): () => void;
  close(): Promise<void>;
}

/** The topic of runs that wait to be begun. */
export const waitingRuns = "runs that wait";

/** News within this process. */
export function openNotifier(): Notifier & { /** Something may have been missed. */ announceAll(): void } {
  const emitter = new EventEmitter().setMaxListeners(0);
  return {
    announce: (topic) => void emitter.emit(topic),
    announceAll: () => { for (const topic of emitter.eventNames()) emitter.emit(topic); },
    listen: (topic, heard) => {
      emitter.on(topic, heard);
      return () => void emitter.off(topic, heard);
    },
    close: async () => void emitter.removeAllListeners(),
  };
}
