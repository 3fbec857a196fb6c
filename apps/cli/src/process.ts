import { runCommandLine } from "./command-line.ts";
import { userFolder } from "./console.ts";
import { exitCodes } from "./failure.ts";

/**
 * Runs the command line of this process and ends the process with its exit code. The first Ctrl-C asks the work to stop and keep what it has;
 * the second ends at once.
 */
export async function runProcess(): Promise<never> {
  const interruption = new AbortController();
  const interrupt = (): void => {
    if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
    process.stderr.write("\nStopping; what is finished is kept. Ctrl-C again stops at once.\n");
    interruption.abort(new DOMException("interrupted by the user", "AbortError"));
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  // Who reads only the beginning (`| head`) closes the pipe: that is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? exitCodes.done : exitCodes.fellShort));
  const code = await runCommandLine(process.argv.slice(2), {
    stdout: process.stdout, stderr: process.stderr, stdin: process.stdin, environment: process.env,
    cwd: userFolder(process.env, process.cwd()), signal: interruption.signal,
  });
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise<void>((resolve) => { stream.write("", () => resolve()); })));
  return process.exit(code);
}
