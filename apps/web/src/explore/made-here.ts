import runtime from "@inversa/runtime/package.json" with { type: "json" };
import type { Estimate } from "@inversa/core";

/** Where an estimate of this page comes from: the software, this moment, this browser. Its plugins are those that the page was built with. */
export const madeHere = (): Omit<Estimate["provenance"], "study"> => ({
  inversa: runtime.version, plugins: {}, createdAt: new Date().toISOString(), environment: { page: "Explore", browser: globalThis.navigator?.userAgent ?? "unknown" },
});

/** SHA-256; empty where the page came over a line that browsers trust with no such thing. */
export async function hashOfText(text: string): Promise<string> {
  const digest = await globalThis.crypto.subtle?.digest("SHA-256", new TextEncoder().encode(text));
  return digest === undefined ? "" : [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
