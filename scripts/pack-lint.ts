/** Packs every public package as it would be published and lints the tarball. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { root, workspacePackages } from "./workspace.ts";

const folder = mkdtempSync(join(tmpdir(), "inversa-pack-"));
let problems = 0;
try {
  for (const { folder: name, private: hidden } of workspacePackages()) {
    if (hidden) continue;
    const cwd = join(root, name);
    const before = new Set(readdirSync(folder));
    const packed = spawnSync("pnpm", ["pack", "--pack-destination", folder], { cwd, encoding: "utf8", shell: process.platform === "win32" });
    const file = readdirSync(folder).find((entry) => !before.has(entry));
    if (packed.status !== 0 || !file) throw new Error(`pnpm pack failed in ${name}:\n${packed.stdout}${packed.stderr}`);
    const bytes = readFileSync(join(folder, file));
    const manifest = JSON.parse(readFileSync(join(cwd, "package.json"), "utf8")) as Record<string, unknown>;
    const { messages, pkg } = await publint({ strict: true, pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) } });
    for (const message of messages) process.stderr.write(`${String(manifest["name"])}: ${formatMessage(message, pkg ?? manifest) ?? message.code}\n`);
    problems += messages.length;
    process.stdout.write(`${messages.length === 0 ? "ok" : "FAILED"} ${file} (${(bytes.byteLength / 1024).toFixed(0)} kB)\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = problems === 0 ? 0 : 1;
