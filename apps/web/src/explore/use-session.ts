import { useEffect, useState, useSyncExternalStore } from "react";
import type { Port } from "./messages.ts";
import { Session } from "./session.ts";
import type { SessionState } from "./session-state.ts";

const plain = (worker: Port): Port => worker;

/** A session with a worker of its own, for as long as the screen is there. @param line What else answers on the line to the worker. */
export function useSession(line: (worker: Port) => Port = plain): Session | undefined {
  const [session, setSession] = useState<Session>();
  useEffect(() => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "explore" });
    const opened = new Session(line(worker as unknown as Port));
    worker.addEventListener("error", (event) => opened.failed(event.message || "the worker could not be loaded"));
    setSession(opened);
    return () => {
      opened.stop();
      worker.terminate();
    };
  }, [line]);
  return session;
}

/**
 * One part of what is explored. A slider changes the parameters at every frame, and what does not show them is not drawn anew for it.
 * @param part Gives the same value for the same state.
 */
export const useSessionPart = <T>(session: Session, part: (state: SessionState) => T): T => useSyncExternalStore(session.subscribe, () => part(session.state()));
