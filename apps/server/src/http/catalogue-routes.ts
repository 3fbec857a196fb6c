import { type App, appToken, estimatorDocument, exporterDocument, modelDocument, protocolDocument, type Registry, sourceDocument } from "@inversa/runtime";
import { z } from "zod";
import { demoToken } from "../services.ts";
import { notFound, type Http } from "./context.ts";

interface Thing { readonly id: string; readonly name: string; readonly about: string }

const summary = z.object({ id: z.string(), name: z.string(), about: z.string() });
export const entry = summary.loose();
const variant = z.object({
  name: z.string(), about: z.string(), defaults: z.record(z.string(), z.string()), plugins: z.array(z.object({ name: z.string(), version: z.string() })),
  demo: z.boolean().describe("whether POST /demo gives measured files to try it with"),
});

export type Summary = z.infer<typeof summary>;
export type Variant = z.infer<typeof variant>;

/** What the variant holds: read-only, decided by whoever deployed it. */
export function catalogueRoutes(http: Http): void {
  http.get("/app", { schema: { tags: ["catalogue"], summary: "The app variant", response: { 200: variant } } },
    ({ scope }) => {
      const { name, about, defaults, plugins } = scope.get(appToken);
      return { name, about, defaults: { ...defaults }, plugins: [...plugins], demo: scope.get(demoToken).length > 0 };
    });
  const modelsOf = (app: App, protocol: string): string[] => app.models.all().filter((m) => m.simulations.some((s) => s.protocol.id === protocol)).map((m) => m.id);
  const kinds = [
    kind("models", (app) => app.models, (_, model) => modelDocument(model)),
    kind("protocols", (app) => app.protocols, (app, protocol) => protocolDocument(protocol, modelsOf(app, protocol.id))),
    kind("sources", (app) => app.sources, (_, source) => sourceDocument(source)),
    kind("exporters", (app) => app.exporters, (_, exporter) => exporterDocument(exporter)),
  ];
  for (const { name, list, one } of [...kinds, estimatorKinds]) {
    http.get(`/${name}`, { schema: { tags: ["catalogue"], summary: `The ${name} of the variant`, response: { 200: z.object({ items: z.array(summary) }) } } }, ({ scope }) => ({ items: list(scope.get(appToken)) }));
    // One estimator may be a kind or a trained one.
    if (name !== "estimators") http.get(`/${name}/:id`, { schema: { tags: ["catalogue"], summary: `One of the ${name}; a slash in its id is written %2F`, params: z.object({ id: z.string() }), response: { 200: entry } } }, ({ scope, params }) => one(scope.get(appToken), params.id));
  }
}

interface Kind {
  readonly name: string;
  list(app: App): z.infer<typeof summary>[];
  /** @throws InputError `not-found`. */
  one(app: App, id: string): z.infer<typeof entry>;
}

const kind = <T extends Thing>(name: string, registryOf: (app: App) => Registry<T>, document: (app: App, thing: T) => object): Kind => ({
  name,
  list: (app) => registryOf(app).all().map(({ id, name: title, about }) => ({ id, name: title, about })),
  one: (app, id) => {
    const found = registryOf(app).all().find((each) => each.id === id);
    if (!found) throw notFound(`there is nothing called "${id}" among the ${name}`);
    return { id: found.id, name: found.name, about: found.about, ...document(app, found) };
  },
});

export const estimatorKinds = kind("estimators", (app) => app.estimators, (_, estimator) => estimatorDocument(estimator));
