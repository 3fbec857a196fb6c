import { errorCodes, type ErrorCode, InputError, type Mistake } from "@inversa/core";

/** What the API answers to a mistake (RFC 9457, with the fields of Inversa's errors beside the standard's), and what a failed run holds. */
export interface Problem extends Mistake {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
}

const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  "request-invalid": 400, "argument-invalid": 400, "token-invalid": 401, "not-permitted": 403, "not-found": 404, "conflict": 409, "too-large": 413, "rate-limited": 429, "queue-full": 503, "server-busy": 503, "storage-unavailable": 503, "internal-error": 500,
};

/** A mistake in what was sent; everything that is well-formed and cannot be done is 422. */
export function problemOf(error: InputError): Problem {
  const { code, mistake, message } = error;
  return { type: `urn:inversa:error:${code}`, title: errorCodes[code], status: statuses[code] ?? 422, detail: message, code, ...mistake };
}

/** No space, whoever asked for it. */
const fullCodes: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG", "53100"]);

export const isFull = (error: unknown): boolean => fullCodes.has((error as { readonly code?: string }).code ?? "");

/** Of the system and of PostgreSQL: no space, no writing, no connection, a database that ends or starts. */
const storageCodes: ReadonlySet<string> = new Set([...fullCodes, "EROFS", "ECONNREFUSED", "ECONNRESET", "EPIPE", "57P01", "57P02", "57P03", "08006", "53300"]);

/** An error that says nothing of what was asked, but that nothing can be kept or found at the moment; undefined for any other. */
export function storageMistake(error: unknown): InputError | undefined {
  const { code, message, syscall } = error as { readonly code?: string; readonly message?: string; readonly syscall?: string };
  // A PostgreSQL that is reached by a socket has none while it is down.
  const lost = storageCodes.has(code ?? "") || (code === "ENOENT" && syscall === "connect") || /^Connection terminated|^timeout exceeded when trying to connect/.test(message ?? "");
  return lost ? new InputError("storage-unavailable", { what: isFull(error) ? "the server's disk is full" : "the server cannot reach what it keeps", next: "Try again later, or tell whoever runs this server; its log says more" }, { cause: error }) : undefined;
}

/** What is told of a mistake of the program's own: where to look, never what is inside. */
export const internalProblem = (where: string): Problem => problemOf(new InputError("internal-error", { where, what: "something went wrong inside Inversa", next: "The server's log says more; please report it" }));
