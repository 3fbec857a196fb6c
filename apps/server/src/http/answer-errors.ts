import { type ErrorCode, InputError } from "@inversa/core";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { internalProblem, problemOf, storageMistake } from "../problem.ts";

/** Seconds after which it is worth trying again: when too many runs wait, and when too many requests do. */
const retryAfter: Readonly<Partial<Record<ErrorCode, number>>> = { "queue-full": 10, "server-busy": 3, "storage-unavailable": 10 };

/** Answers everything that is thrown as `application/problem+json`; what is no mistake of the user's is logged and not told. */
export function answerErrors(http: FastifyInstance): void {
  http.setNotFoundHandler((request, reply) => send(request, reply, new InputError("not-found", { where: `${request.method} ${request.url.split("?")[0]}`, what: "there is nothing here", next: "/api/v1/openapi.json lists everything" })));
  http.setErrorHandler((error: FastifyError, request, reply) => {
    const unavailable = storageMistake(error);
    if (unavailable) request.log.error({ err: error }, "nothing can be kept or found");
    const mistake = unavailable ?? mistakeOf(error, request);
    // Work for somebody who went away is given up.
    if (mistake === undefined && !(error.name === "AbortError" && reply.raw.destroyed)) request.log.error({ err: error }, "a request failed inside Inversa");
    return send(request, reply, mistake);
  });
}

/** For requests that go wrong before there is a route: an address that cannot be read, or is too long. */
export const answerEarly = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => send(request, reply, new InputError("request-invalid", { where: "the address", what: error.message.replace(/'[^]*' (?=is )/, "it ").replace(/\.$/, "").slice(0, 100), next: "/api/v1/openapi.json lists every address" }));

function send(request: FastifyRequest, reply: FastifyReply, mistake: InputError | undefined): FastifyReply {
  const problem = mistake ? problemOf(mistake) : internalProblem(`${request.method} ${request.url.split("?")[0]}`);
  const seconds = retryAfter[problem.code];
  if (seconds !== undefined) reply.header("retry-after", String(seconds));
  if (problem.code === "token-invalid") reply.header("www-authenticate", "Bearer");
  return reply.code(problem.status).type("application/problem+json").send(JSON.stringify({ ...problem, request: request.id }));
}

function mistakeOf(error: FastifyError, request: FastifyRequest): InputError | undefined {
  if (error instanceof InputError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const said = error.validation.map(({ instancePath, message }) => `${instancePath.slice(1).replaceAll("/", ".") || "the whole"}: ${message ?? "not valid"}`);
    return new InputError("request-invalid", { where: `${error.validationContext ?? "request"} of ${request.method} ${request.routeOptions.url ?? ""}`, what: said.join("; "), expected: "what /api/v1/openapi.json describes" });
  }
  // The database's word for a character that no text of it can hold.
  if (error.code === "22021") return new InputError("request-invalid", { what: "a text in it holds the character U+0000 or is no valid Unicode, and cannot be kept" });
  // The database's word for a reference to what is not there (any more).
  if (error.code === "23503") return new InputError("conflict", { what: "something that this refers to was deleted meanwhile", next: "Look at what is there and ask again" });
  const what = error.message.replace(/\.$/, "");
  const status = error.statusCode ?? 500;
  if (status === 413) return new InputError("too-large", { what, next: "Send less at once, or ask whoever runs this server for a higher limit" });
  return status >= 400 && status < 500 ? new InputError("request-invalid", { what }) : undefined;
}
