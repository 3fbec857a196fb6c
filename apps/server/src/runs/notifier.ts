import { EventEmitter } from "node:events";

/** Tells those who wait in this process that a run has news; who works elsewhere is found by looking again now and then. */
export interface Notifier {
  announce(runId: string): void;
  /** Calls back at each announcement until the answer is called. */
  listen(runId: string, heard: () => void): () => void;
}

export function openNotifier(): Notifier {
  const emitter = new EventEmitter().setMaxListeners(0);
  return {
    announce: (runId) => void emitter.emit(runId),
    listen: (runId, heard) => {
      emitter.on(runId, heard);
      return () => void emitter.off(runId, heard);
    },
  };
}
