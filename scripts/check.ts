/** Everything that must hold before a change lands, in the order that fails soonest. */
import { spawnSync } from "node:child_process";

const steps: readonly (readonly [name: string, ...command: string[]])[] = [
  ["lint", "oxlint", "--deny-warnings"],
  ["typecheck", "pnpm", "run", "typecheck"],
  ["build", "turbo", "run", "build", "--output-logs=errors-only"],
  ["packed packages", "node", "scripts/pack-lint.ts"],
  ["test", "pnpm", "run", "test"],
];

const results: string[] = [];
for (const [name, command, ...args] of steps) {
  const started = performance.now();
  process.stdout.write(`\n== ${name}: ${command} ${args.join(" ")}\n`);
  const { status, error } = spawnSync(command!, args, { stdio: "inherit", shell: process.platform === "win32" });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  results.push(`${status === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  if (status === 0) continue;
  process.stdout.write(`\n${results.join("\n")}\n${error ? `${error.message}\n` : ""}`);
  process.exit(status ?? 1);
}
process.stdout.write(`\n${results.join("\n")}\n`);
