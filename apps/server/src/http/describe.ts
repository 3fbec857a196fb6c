import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { z } from "zod";
import { problem } from "./schemas.ts";

const refused = { description: "What is wrong, where, what was expected and what to do next", content: { "application/problem+json": { schema: z.toJSONSchema(problem) } } };

/** Uploads are read as they come, not validated by a schema; this is how they are described. */
const uploads = {
  content: { "multipart/form-data": { schema: { type: "object", required: ["file"], properties: { file: { type: "array", minItems: 1, items: { type: "string", contentMediaType: "application/octet-stream" } } } } } },
};

/** The answer of an operation that sends what is no JSON: as it is, never serialised. */
export const sends = (description: string, ...types: readonly string[]) => ({ description, content: Object.fromEntries(types.map((type) => [type, { schema: z.string() }])) });

/** Each operation's description, from the schemas that it is validated with; each may also be refused. */
export const describe: typeof jsonSchemaTransform = (document) => {
  const { url, schema } = jsonSchemaTransform(document);
  const { hide, consumes, response } = schema as { readonly hide?: boolean; readonly consumes?: readonly string[]; readonly response?: object };
  if (hide) return { url, schema };
  return { url, schema: { ...schema, ...(consumes?.includes("multipart/form-data") ? { body: uploads } : {}), response: { ...response, default: refused } } };
};
