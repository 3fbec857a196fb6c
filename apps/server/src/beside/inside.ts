/** Within a process beside the server: hears what that sends and answers it. It ends when the server does, and not before it is told to. */
export function insideProcess(heard: (message: never) => void): (word: unknown) => void {
  process.once("disconnect", () => process.exit());
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
  process.on("message", heard as (message: unknown) => void);
  return (word) => void process.send!(word);
}
