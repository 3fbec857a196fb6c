import { useEffect } from "react";
import { addressQuery } from "./address.ts";
import type { Session } from "./session.ts";

/** How long after the last movement the address of the page follows, in milliseconds; browsers refuse to change it at every frame. */
const settled = 400;

/** Keeps the address of the page a link to what is on the screen. */
export function useAddress(session: Session | undefined): void {
  useEffect(() => {
    if (!session) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = (): void => {
      if (session.state().phase !== "ready") return;
      const query = addressQuery(session.address());
      if (`?${query}` !== globalThis.location.search) globalThis.history.replaceState(globalThis.history.state, "", `${globalThis.location.pathname}?${query}${globalThis.location.hash}`);
    };
    const stop = session.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(write, settled);
    });
    return () => { stop(); clearTimeout(timer); };
  }, [session]);
}
