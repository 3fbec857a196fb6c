import type { ProblemDocument } from "@inversa/server/api";
import { currentToken } from "./token.ts";

/** What the server says of a request that it does not do, with what, where, expected and next. */
export class ApiProblem extends Error {
  readonly problem: ProblemDocument;
  constructor(problem: ProblemDocument) {
    super(problem.detail);
    this.problem = problem;
  }
}

export interface Request {
  readonly body?: unknown;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export const authorization = (): Readonly<Record<string, string>> => {
  const token = currentToken();
  return token === "" ? {} : { authorization: `Bearer ${token}` };
};

/** A request to the API of the server that the page comes from. @throws ApiProblem */
export async function send(method: "GET" | "POST", path: string, { body, form, headers, signal }: Request = {}): Promise<Response> {
  const content = form ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(`/api/v1${path}`, {
    method, signal: signal ?? null, ...(content === undefined ? {} : { body: content }),
    headers: { ...authorization(), ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiProblem({ type: "urn:inversa:page:unreachable", title: "", status: 0, code: "unreachable", detail: String(cause), what: String(cause) });
  });
  if (response.ok) return response;
  throw new ApiProblem((await response.json().catch(() => ({ type: "", title: "", status: response.status, code: "internal-error", detail: response.statusText, what: response.statusText || `HTTP ${response.status}` }))) as ProblemDocument);
}

const json = async <T>(response: Promise<Response>): Promise<T> => (await (await response).json()) as T;

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => json<T>(send("GET", path, signal ? { signal } : {}));
export const post = <T>(path: string, request: Request = {}): Promise<T> => json<T>(send("POST", path, request));
