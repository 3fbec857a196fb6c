import { useEffect, useState, useSyncExternalStore } from "react";
import type { Port } from "./messages.ts";
import { Session } from "./session.ts";
import type { SessionState } from "./session-state.ts";

/** A session with a worker of its own, for as long as the screen is there. */
export function useSession(): Session | undefined {
  const [session, setSession] = useState<Session>();
  useEffect(() => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "explore" });
    const opened = new Session(worker as unknown as Port);
    worker.addEventListener("error", (event) => opened.failed(event.message || "the worker could not be loaded"));
    setSession(opened);
    return () => {
      opened.stop();
      worker.terminate();
    };
  }, []);
  return session;
}

export const useSessionState = (session: Session): SessionState => useSyncExternalStore(session.subscribe, session.state);
