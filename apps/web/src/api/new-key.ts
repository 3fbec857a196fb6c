/** A key that nothing else has. `crypto.randomUUID` is there on this machine and over HTTPS only. */
export const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
