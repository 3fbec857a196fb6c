import { flushCompileCache } from "node:module";

/** Within a process beside the server: hears what that sends and answers it. It ends when the server does, and not before it is told to. */
export function insideProcess(heard: (message: never) => void): (word: unknown) => void {
  process.once("disconnect", () => process.exit());
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
  process.on("message", heard as (message: unknown) => void);
  return (word) => {
    // What was compiled is kept for the next process before the server hears what may be the last word: it ends these at once, and they would keep nothing.
    flushCompileCache();
    process.send!(word);
  };
}
