import staticFiles from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";

/** What the page may load: itself and nothing else, no scripts or styles inside its HTML, no frame around it. */
export const pagePolicy = [
  "default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "connect-src 'self'", "worker-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join("; ");

/**
 * The page beside the API. Files with a hash in their name never change; `index.html` is asked for anew each time, and answers every address of the page, so that a link and a reload lead to the same screen.
 * @param folder Of the built page.
 */
export async function pageRoutes(http: FastifyInstance, folder: string): Promise<void> {
  await http.register(staticFiles, { root: folder, serve: false, preCompressed: true, cacheControl: false });
  const schema = { hide: true };
  const config = { access: "none" } as const;
  const index = (reply: FastifyReply): FastifyReply => reply.header("content-security-policy", pagePolicy).header("cache-control", "no-cache").sendFile("index.html");

  http.get<{ Params: { "*": string } }>("/assets/*", { schema, config }, (request, reply) =>
    // Workers take the policy that comes with their own script.
    reply.header("content-security-policy", pagePolicy).header("cache-control", "public, max-age=31536000, immutable").sendFile(`assets/${request.params["*"]}`));
  http.get("/favicon.svg", { schema, config }, (_, reply) => reply.header("cache-control", "public, max-age=86400").sendFile("favicon.svg"));
  http.get("/", { schema, config }, (_, reply) => index(reply));
  http.get("/*", { schema, config }, (request, reply) => {
    const isPage = !request.url.startsWith("/api/") && (request.headers.accept ?? "").includes("text/html");
    if (isPage) return index(reply);
    reply.callNotFound();
    return reply;
  });
}
