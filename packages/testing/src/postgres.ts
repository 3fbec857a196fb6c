import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { appendFileSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where Debian puts the newest PostgreSQL of this machine; undefined when there is none. */
function binaries(): string | undefined {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).toSorted((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(root, version, "bin")).find((folder) => existsSync(join(folder, "initdb")));
}

/** A user that PostgreSQL agrees to run as: this one, or `postgres` (else `nobody`) where the tests run as root. */
function account(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string, name: string): number => Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout.trim() || Number.NaN);
  const name = Number.isNaN(id("-u", "postgres")) ? "nobody" : "postgres";
  return { uid: id("-u", name), gid: id("-g", name) };
}

/** A PostgreSQL of its own, for tests and benchmarks. */
export interface PostgresServer {
  readonly url: string;
  /** Ends it as a power cut would. */
  crash(): Promise<void>;
  /** Starts it again after a crash. */
  start(): Promise<void>;
  /** Ends it and removes what it kept. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Writes to the disk before it says that it has written; without, which is the default, a crash of the machine may lose what was confirmed, one of the server alone does not. */
  readonly durable?: boolean;
  /** An address and a port to listen on beside the socket in its folder; whoever comes from `from` needs no password. */
  readonly listen?: { readonly address: string; readonly port: number; readonly from: string };
}

/** Reached by a socket in its folder, or where it listens; undefined where no PostgreSQL is installed. */
export async function startPostgres({ durable = false, listen }: PostgresOptions = {}): Promise<PostgresServer | undefined> {
  const bin = binaries();
  if (bin === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "inversa-pg-"));
  const who = account();
  if (who) chownSync(folder, who.uid, who.gid);
  const options = { cwd: folder, ...who };
  const data = join(folder, "data");
  const made = spawnSync(join(bin, "initdb"), ["-D", data, "-U", "inversa", "-A", "trust", "-N", "--locale=C", "-E", "UTF8"], { ...options, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  if (listen) appendFileSync(join(data, "pg_hba.conf"), `host all all ${listen.from} trust\n`);
  const settings = [`listen_addresses=${listen?.address ?? ""}`, `fsync=${durable ? "on" : "off"}`, ...(listen ? [`port=${listen.port}`] : [])];
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const started = spawn(join(bin, "postgres"), ["-D", data, "-k", folder, ...settings.flatMap((setting) => ["-c", setting])], { ...options, stdio: ["ignore", "ignore", "pipe"] });
    server = started;
    await new Promise<void>((resolve, reject) => {
      let said = "";
      started.stderr!.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        if (said.includes("ready to accept connections")) resolve();
      });
      started.once("close", () => reject(new Error(`postgres ended: ${said}`)));
    });
  };
  const crash = async (): Promise<void> => {
    const dying = server;
    if (!dying) return;
    server = undefined;
    const ended = new Promise((resolve) => dying.once("close", resolve));
    dying.kill("SIGQUIT");
    await ended;
  };
  await start();
  return {
    url: listen ? `postgres://inversa@${listen.address}:${listen.port}/postgres` : `postgres://inversa@localhost/postgres?host=${encodeURIComponent(folder)}`,
    crash, start,
    stop: async () => {
      await crash();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
