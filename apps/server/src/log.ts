import { pino, type DestinationStream, type Logger } from "pino";

/** The server's log: one JSON line an event. @param to Standard error unless given. */
export const openLog = (level = "info", to: DestinationStream = process.stderr): Logger =>
  pino({ level, redact: { paths: ["req.headers.authorization", "req.url"], censor: withoutSecrets }, serializers: { err: logged } }, to);

/** What the log holds of a request: its address without what opens a link, and nothing of its token. */
const withoutSecrets = (value: unknown, path: readonly string[]): unknown => (path.at(-1) === "url" ? String(value).replace(/signature=[^&]*/g, "signature=…") : "[Redacted]");

interface Logged {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: Logged | string;
}

/** What happened and where. Databases hang the rows on their errors that could not be written, which are the users', and megabytes where a file could not be kept. */
function logged(error: unknown): Logged | string {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack, code, cause } = error as Error & { readonly code?: string };
  return { type: name, message, ...(code === undefined ? {} : { code }), ...(stack === undefined ? {} : { stack }), ...(cause === undefined ? {} : { cause: logged(cause) }) };
}
