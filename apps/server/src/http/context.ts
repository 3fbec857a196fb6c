import { InputError } from "@inversa/core";
import type { Scope } from "@inversa/runtime";
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { TokenScope } from "../access/tokens.ts";
import { principalToken } from "../services.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Child of the variant's scope; lives as long as the request. */
    scope: Scope;
  }
  interface FastifyContextConfig {
    /** What a token must permit; `read` for GET and `write` for the rest unless said, `none` for who watches the server. */
    access?: TokenScope | "none";
  }
}

export type Http = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;

export const workspaceOf = (request: FastifyRequest): string => request.scope.get(principalToken).workspaceId;

/** Aborted when nobody waits for the answer any more. */
export function whileAnswered({ raw }: Pick<FastifyReply, "raw">): AbortSignal {
  const gone = new AbortController();
  raw.once("close", () => gone.abort());
  return gone.signal;
}

/** Sends JSON that is text already, as it is. */
export const json = (reply: Pick<FastifyReply, "type">, text: string): never => reply.type("application/json").send(text) as never;

/** What was given, without what was not: an absent key, not one that is undefined. */
export const given = <T extends object>(asked: T): Given<T> => Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Given<T>;

type Given<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> };

/** What belongs to another workspace is answered like what does not exist. */
export const notFound = (what: string): InputError => new InputError("not-found", { what });

export const required = <T>(found: T | undefined, what: string): T => {
  if (found === undefined) throw notFound(what);
  return found;
};
