import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into whatever came
  readonly body: any;
}

/** A person at a server, with or without a token. */
export interface Client {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  remove(path: string): Promise<Answer>;
  upload(files: readonly (readonly [name: string, content: string | Uint8Array])[], path?: string): Promise<Answer>;
  /** Events of a run until they end, or until one is of this kind. */
  events(run: string, options?: { readonly after?: number; readonly until?: string }): Promise<readonly { readonly id: number; readonly event: string; readonly data: Readonly<Record<string, unknown>> }[]>;
}

export function clientOf(url: string, token?: string): Client {
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, { ...init, headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(init.headers as Record<string, string>) } });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : undefined };
  };
  return {
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, body, headers = {}) => send(path, { method: "POST", ...(body === undefined ? {} : { body: JSON.stringify(body) }), headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers } }),
    remove: (path) => send(path, { method: "DELETE" }),
    upload: (files, path = "/api/v1/files") => {
      const form = new FormData();
      for (const [name, content] of files) form.append("file", new Blob([content as Uint8Array<ArrayBuffer>]), name);
      return send(path, { method: "POST", body: form });
    },
    events: async (run, { after, until } = {}) => {
      const gone = new AbortController();
      const response = await fetch(`${url}/api/v1/runs/${run}/events`, { signal: gone.signal, headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(after === undefined ? {} : { "last-event-id": String(after) }) } });
      const seen: { id: number; event: string; data: Record<string, unknown> }[] = [];
      let rest = "";
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        const blocks = (rest + chunk).split("\n\n");
        rest = blocks.pop()!;
        for (const block of blocks) {
          const fields = Object.fromEntries(block.split("\n").map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)]));
          if (fields["event"] !== undefined) seen.push({ id: Number(fields["id"]), event: fields["event"], data: JSON.parse(fields["data"]!) as Record<string, unknown> });
        }
        if (until !== undefined && seen.some(({ event }) => event === until)) {
          gone.abort();
          return seen;
        }
      }
      return seen;
    },
  };
}

/** Where a file of the demo lies. */
export const demoFile = (name: string): string => fileURLToPath(new URL(`../../cli/data/demo/${name}`, import.meta.url));

/** The demo's three tests, as they ship. */
export const demoFiles = (): Promise<readonly (readonly [string, Uint8Array])[]> => Promise.all(["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv"].map(async (name) => [name, await readFile(demoFile(name))] as const));

/** The demo's study by one estimator. */
export async function demoStudy(estimator: string): Promise<string> {
  const text = await readFile(demoFile("study.yaml"), "utf8");
  return text.replace(/estimators:\n(?: {2}- .*\n)+/, `estimators: [${estimator}]\n`);
}

/** Uploads the demo's files and keeps its study. @returns The study's id. */
export async function keepDemoStudy(client: Client, estimator: string): Promise<string> {
  const files = await client.upload(await demoFiles());
  const study = await client.post("/api/v1/studies", { text: await demoStudy(estimator), files: files.body.items.map((file: { id: string }) => file.id) });
  if (study.status !== 201) throw new Error(study.text);
  return study.body.id as string;
}
