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
  "request-invalid": 400, "argument-invalid": 400, "token-invalid": 401, "not-permitted": 403, "not-found": 404, "conflict": 409, "too-large": 413, "rate-limited": 429, "queue-full": 503, "server-busy": 503, "internal-error": 500,
};

/** A mistake in what was sent; everything that is well-formed and cannot be done is 422. */
export function problemOf(error: InputError): Problem {
  const { code, mistake, message } = error;
  return { type: `urn:inversa:error:${code}`, title: errorCodes[code], status: statuses[code] ?? 422, detail: message, code, ...mistake };
}

/** What is told of a mistake of the program's own: where to look, never what is inside. */
export const internalProblem = (where: string): Problem => problemOf(new InputError("internal-error", { where, what: "something went wrong inside Inversa", next: "The server's log says more; please report it" }));
