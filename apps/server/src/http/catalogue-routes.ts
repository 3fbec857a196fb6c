import { type App, appToken, estimatorDocument, exporterDocument, modelDocument, protocolDocument, type Registry, sourceDocument } from "@inversa/runtime";
import { z } from "zod";
import { notFound, type Http } from "./context.ts";

interface Thing { readonly id: string; readonly name: string; readonly about: string }

const summary = z.object({ id: z.string(), name: z.string(), about: z.string() });
const entry = summary.loose();
const variant = z.object({ name: z.string(), about: z.string(), defaults: z.record(z.string(), z.string()), plugins: z.array(z.object({ name: z.string(), version: z.string() })) });

export type Summary = z.infer<typeof summary>;
export type Variant = z.infer<typeof variant>;

/** What the variant holds: read-only, decided by whoever deployed it. */
export function catalogueRoutes(http: Http): void {
  http.get("/app", { schema: { tags: ["catalogue"], summary: "The app variant", response: { 200: variant } } },
    ({ scope }) => {
      const { name, about, defaults, plugins } = scope.get(appToken);
      return { name, about, defaults: { ...defaults }, plugins: [...plugins] };
    });
  const modelsOf = (app: App, protocol: string): string[] => app.models.all().filter((m) => m.simulations.some((s) => s.protocol.id === protocol)).map((m) => m.id);
  kind(http, "models", (app) => app.models, (_, model) => modelDocument(model));
  kind(http, "protocols", (app) => app.protocols, (app, protocol) => protocolDocument(protocol, modelsOf(app, protocol.id)));
  kind(http, "estimators", (app) => app.estimators, (_, estimator) => estimatorDocument(estimator));
  kind(http, "sources", (app) => app.sources, (_, source) => sourceDocument(source));
  kind(http, "exporters", (app) => app.exporters, (_, exporter) => exporterDocument(exporter));
}

function kind<T extends Thing>(http: Http, name: string, registryOf: (app: App) => Registry<T>, document: (app: App, thing: T) => object): void {
  http.get(`/${name}`, { schema: { tags: ["catalogue"], summary: `The ${name} of the variant`, response: { 200: z.object({ items: z.array(summary) }) } } },
    ({ scope }) => ({ items: registryOf(scope.get(appToken)).all().map(({ id, name: title, about }) => ({ id, name: title, about })) }));
  http.get(`/${name}/:id`, { schema: { tags: ["catalogue"], summary: `One of the ${name}; a slash in its id is written %2F`, params: z.object({ id: z.string() }), response: { 200: entry } } }, ({ scope, params }) => {
    const app = scope.get(appToken);
    const registry = registryOf(app);
    const found = registry.all().find((one) => one.id === params.id);
    if (!found) throw notFound(`there is nothing called "${params.id}" among the ${name}`);
    return { id: found.id, name: found.name, about: found.about, ...document(app, found) };
  });
}
