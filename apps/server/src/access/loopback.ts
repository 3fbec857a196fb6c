import { InputError } from "@inversa/core";

/** Whether a server that listens there is reached from this machine only. */
export const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);

/**
 * Where no token is asked for, the browser of the person at this machine is all that protects the server from pages of other sites: a request must name this
 * machine (against DNS rebinding), and one that a page sent must come from a page of this server.
 * @throws InputError `not-permitted`.
 */
export function requireOwnSite(host: string | undefined, origin: string | undefined): void {
  const name = host?.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1") ?? "";
  if (!isLoopback(name)) throw new InputError("not-permitted", { where: "the Host header", what: `"${name}" is not this machine`, expected: "127.0.0.1 or localhost", next: "Start the server with --require-token to reach it under other names" });
  if (origin !== undefined && origin !== `http://${host}`) throw new InputError("not-permitted", { where: "the Origin header", what: `a page of ${origin} may not use this server`, expected: `http://${host}` });
}
