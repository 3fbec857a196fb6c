import { Agent, request } from "node:http";

export interface Asked {
  readonly method: string;
  /** With its query, as it is sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  readonly text: string;
}

/** Milliseconds of silence after which a stream of events is left, and after which a request hangs. */
const [patience, hang] = [40, 60_000];

/** Sends requests as they are, wrong ones too. @param url Of the server. */
export function exchangeWith(url: string): { ask(asked: Asked): Promise<Answered>; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const { hostname, port } = new URL(url);
  return {
    ask: ({ method, path, headers, body }) => new Promise((resolve, reject) => {
      const req = request({ agent, hostname, port, method, path, headers: { ...headers, ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }) } }, (res) => {
        const chunks: Buffer[] = [];
        const end = (): void => {
          const bytes = Buffer.concat(chunks);
          resolve({ status: res.statusCode!, headers: res.headers, bytes, text: bytes.toString("utf8") });
        };
        res.on("data", (chunk: Buffer) => void chunks.push(chunk)).once("end", end).on("error", reject);
        if (res.headers["content-type"]?.startsWith("text/event-stream")) setTimeout(() => { if (!res.complete) { end(); res.removeListener("error", reject); res.on("error", () => {}); req.destroy(); } }, patience);
      });
      req.on("error", reject);
      req.setTimeout(hang, () => req.destroy(new Error(`${method} ${path} hangs`)));
      req.end(body);
    }),
    close: () => agent.destroy(),
  };
}
