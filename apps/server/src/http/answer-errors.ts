import { InputError } from "@inversa/core";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { internalProblem, problemOf } from "../problem.ts";

/** Seconds after which it is worth trying again when too many runs wait. */
const retryAfter = 10;

/** Answers everything that is thrown as `application/problem+json`; what is no mistake of the user's is logged and not told. */
export function answerErrors(http: FastifyInstance): void {
  http.setNotFoundHandler((request, reply) => send(request, reply, new InputError("not-found", { where: `${request.method} ${request.url.split("?")[0]}`, what: "there is nothing here", next: "/api/v1/openapi.json lists everything" })));
  http.setErrorHandler((error: FastifyError, request, reply) => {
    const mistake = mistakeOf(error, request);
    if (mistake === undefined) request.log.error({ err: error }, "a request failed inside Inversa");
    return send(request, reply, mistake);
  });
}

function send(request: FastifyRequest, reply: FastifyReply, mistake: InputError | undefined): FastifyReply {
  const problem = mistake ? problemOf(mistake) : internalProblem(`${request.method} ${request.url.split("?")[0]}`);
  if (problem.code === "queue-full") reply.header("retry-after", String(retryAfter));
  if (problem.code === "token-invalid") reply.header("www-authenticate", "Bearer");
  return reply.code(problem.status).type("application/problem+json").send(JSON.stringify({ ...problem, request: request.id }));
}

function mistakeOf(error: FastifyError, request: FastifyRequest): InputError | undefined {
  if (error instanceof InputError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const said = error.validation.map(({ instancePath, message }) => `${instancePath.slice(1).replaceAll("/", ".") || "the whole"}: ${message ?? "not valid"}`);
    return new InputError("request-invalid", { where: `${error.validationContext ?? "request"} of ${request.method} ${request.routeOptions.url ?? ""}`, what: said.join("; "), expected: "what /api/v1/openapi.json describes" });
  }
  const what = error.message.replace(/\.$/, "");
  const status = error.statusCode ?? 500;
  if (status === 413) return new InputError("too-large", { what, next: "Send less at once, or ask whoever runs this server for a higher limit" });
  return status >= 400 && status < 500 ? new InputError("request-invalid", { what }) : undefined;
}
