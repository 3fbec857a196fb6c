import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import { InputError } from "@inversa/core";
import type { Scope } from "@inversa/runtime";
import fastify from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { randomUUID } from "node:crypto";
import { requireOwnSite } from "../access/loopback.ts";
import { tokenVerifier } from "../access/token-verifier.ts";
import { defaultWorkspace, requireScope, scopes } from "../access/tokens.ts";
import { keptBack, requireSpace } from "../database/space.ts";
import { closingToken, databaseToken, limitsToken, logToken, notifierToken, principalToken, workerToken } from "../services.ts";
import { adminRoutes } from "./admin-routes.ts";
import { answerEarly, answerErrors } from "./answer-errors.ts";
import { artefactRoutes } from "./artefact-routes.ts";
import { catalogueRoutes } from "./catalogue-routes.ts";
import type { Http } from "./context.ts";
import { estimatorRoutes } from "./estimator-routes.ts";
import { describe } from "./describe.ts";
import { estimateRoutes } from "./estimate-routes.ts";
import { eventRoutes } from "./event-routes.ts";
import { fileRoutes } from "./file-routes.ts";
import { operationRoutes } from "./operation-routes.ts";
import { pageRoutes } from "./page-routes.ts";
import { runRoutes } from "./run-routes.ts";
import { simulateRoutes } from "./simulate-routes.ts";
import { studyRoutes } from "./study-routes.ts";

export interface HttpOptions {
  /** Whether every request needs an API token; without, all is one workspace and one person's. */
  readonly tokens: boolean;
  readonly version: string;
  /** Folder in which the server keeps things: nothing more is taken when its disk is all but full. */
  readonly data: string;
  /** Folder of the built page; without, the server is the API alone. */
  readonly page?: string | undefined;
}

/** The HTTP side: what a request may send, who it comes from, and where it goes. */
export async function buildHttp(root: Scope, { tokens, version, data, page }: HttpOptions): Promise<Http> {
  const [limits, db] = [root.get(limitsToken), root.get(databaseToken)];
  const http = fastify({ loggerInstance: root.get(logToken), bodyLimit: limits.bodyBytes, genReqId: () => randomUUID(), forceCloseConnections: true, frameworkErrors: answerEarly, routerOptions: { maxParamLength: 300 } }).withTypeProvider<ZodTypeProvider>() as unknown as Http;
  http.setValidatorCompiler(validatorCompiler);
  http.setSerializerCompiler(serializerCompiler);
  answerErrors(http as never);

  await http.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] }, useDefaults: false }, strictTransportSecurity: false });
  await http.register(rateLimit, {
    max: limits.requestsPerMinute, timeWindow: 60_000,
    errorResponseBuilder: (_, { max, after }) => new InputError("rate-limited", { what: `more than ${max} requests came from this address in a minute`, next: `Try again in ${after}` }),
  });
  await http.register(multipart, { limits: { fileSize: limits.fileBytes, files: limits.files } });
  await http.register(swagger, {
    openapi: {
      openapi: "3.1.0", info: { title: "Inversa", version, description: "Parameters of physical models from measured curves. Mistakes are answered as application/problem+json with a code of docs/errors.md." },
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } }, ...(tokens ? { security: [{ token: [] }] } : {}),
    },
    transform: describe,
  });

  http.decorateRequest("scope");
  http.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    request.scope = root.child();
  });
  const verify = tokens ? tokenVerifier(db, root.get(notifierToken)) : undefined;
  // After the rate limit, so that requests that are refused here count too; before anything that was sent is read.
  http.addHook("preParsing", async (request) => {
    const { access = request.method === "GET" || request.method === "HEAD" ? "read" : "write" } = request.routeOptions.config;
    if (!verify) requireOwnSite(request.headers.host, request.headers.origin);
    if (access === "none") return;
    const principal = verify ? await verify(request.headers.authorization) : { workspaceId: defaultWorkspace, scopes };
    requireScope(principal, access);
    request.scope.bind(principalToken, () => principal);
    // Forgetting something is how space is made.
    if (access === "write" && request.method !== "DELETE") requireSpace(data, keptBack);
  });
  http.addHook("onResponse", async (request) => { await request.scope?.dispose(); });

  operationRoutes(http as never, db, root.get(workerToken), root.get(closingToken));
  if (page === undefined) http.get("/", { schema: { hide: true }, config: { access: "none" } }, async () => ({ name: "Inversa", version, api: "/api/v1", openapi: "/api/v1/openapi.json" }));
  else await pageRoutes(http as never, page);
  await http.register(async (api) => {
    const v1 = api as unknown as Http;
    for (const routes of [catalogueRoutes, fileRoutes, studyRoutes, runRoutes, artefactRoutes, eventRoutes, estimateRoutes, estimatorRoutes, simulateRoutes, adminRoutes]) routes(v1);
    v1.get("/openapi.json", { schema: { hide: true }, config: { access: "none" } }, async (_, reply) => reply.type("application/json").send(JSON.stringify(http.swagger())));
  }, { prefix: "/api/v1" });
  await http.ready();
  return http;
}
