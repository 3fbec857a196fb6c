import { InputError, closest, type Exporter, type Settings } from "@inversa/core";
import { estimatorDocument, exporterDocument, modelDocument, protocolDocument, sourceDocument, type App, type Registry } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { printModel, printProtocol, section } from "../describe/model-text.ts";
import { settingsText } from "../describe/settings-text.ts";
import { formatsOf } from "../export/formats.ts";
import { exitCodes } from "../failure.ts";
import { withApp } from "../open-app.ts";
import { wrap } from "../terminal/wrap.ts";

interface Described { readonly id: string; readonly name: string; readonly about: string; readonly source?: string }

/** One kind of thing that has an id: how it is found, told as JSON and told to a person. */
interface Kind<T extends Described = Described> {
  readonly kind: string;
  readonly registry: Registry<T>;
  document(thing: T): object;
  print(thing: T): void;
}

/** Tells all about the one thing that has this id. */
export async function describe(console: Console, id: string): Promise<number> {
  return withApp(console, async ({ app }) => {
    const kinds = kindsOf(console, app);
    // An importer and an exporter may share a name; `exporter/csv` says which is meant.
    const meant = kinds.flatMap((one) => (one.registry.has(id) ? [{ ...one, name: id }] : id.startsWith(`${one.kind}/`) && one.registry.has(id.slice(one.kind.length + 1)) ? [{ ...one, name: id.slice(one.kind.length + 1) }] : []));
    const [found, ...others] = meant;
    if (!found) throw unknown(id, kinds);
    const { kind, registry } = found;
    const thing = registry.get(found.name);
    const plugin = kind === "protocol" ? undefined : app.plugins.find((p) => p.name === registry.pluginOf(found.name));
    console.document({ kind, id: thing.id, name: thing.name, about: thing.about, ...(plugin ? { plugin: plugin.name, version: plugin.version } : {}), ...found.document(thing) });
    const { paint } = console;
    console.print(`${paint.bold(thing.name)}  ${paint.dim(`${kind} ${thing.id}${plugin ? `, ${plugin.name} ${plugin.version}` : ""}`)}`);
    for (const line of wrap(thing.about, console.width)) console.print(line);
    if (thing.source) for (const line of wrap(`Source: ${thing.source}`, console.width)) console.print(paint.dim(line));
    found.print(thing);
    for (const other of others) console.note(console.notePaint.dim(`\nthere is ${/^[aeiou]/.test(other.kind) ? "an" : "a"} ${other.kind} of that name too: ${console.hint(`describe ${other.kind}/${id}`)}`));
    return exitCodes.done;
  });
}

function kindsOf(console: Console, app: App): readonly Kind[] {
  const modelsOf = (protocol: string): string[] => app.models.all().filter((m) => m.simulations.some((s) => s.protocol.id === protocol)).map((m) => m.id);
  const settings = (thing: { readonly settings: Settings }): void => {
    if (Object.keys(thing.settings).length > 0) section(console, "Settings", settingsText(console, thing.settings));
  };
  const kind = <T extends Described>(k: Kind<T>): Kind => k as unknown as Kind;
  return [
    kind({ kind: "model", registry: app.models, document: (m) => modelDocument(m), print: (m) => printModel(console, m) }),
    kind({ kind: "protocol", registry: app.protocols, document: (p) => protocolDocument(p, modelsOf(p.id)), print: (p) => printProtocol(console, p, modelsOf(p.id)) }),
    kind({ kind: "estimator", registry: app.estimators, document: estimatorDocument, print: (e) => settings(e) }),
    kind({ kind: "source", registry: app.sources, document: sourceDocument, print: (s) => settings(s) }),
    kind({ kind: "engine", registry: app.engines, document: () => ({}), print: () => {} }),
    kind({ kind: "exporter", registry: formatsOf(app, console.around.environment), document: exporterDocument, print: (e) => printExporter(console, e) }),
  ];
}

function printExporter(console: Console, { models, refuses = {}, settings }: Exporter): void {
  section(console, "Models", models === "any" ? "any" : models.join("\n"));
  if (Object.keys(refuses).length > 0) section(console, "Not written", Object.entries(refuses).flatMap(([model, why]) => wrap(`${model}: ${why}`, console.width)).join("\n"));
  if (Object.keys(settings).length > 0) section(console, "Settings (--set NAME=VALUE)", settingsText(console, settings));
}

function unknown(id: string, kinds: readonly Kind[]): InputError {
  const known = kinds.flatMap(({ registry }) => registry.all().map((thing) => thing.id));
  const near = closest(id, known) ?? known.find((k) => k.endsWith(`/${closest(id, known.map((one) => one.split("/").at(-1)!))}`));
  const holding = known.filter((one) => one.includes(id.toLowerCase()));
  const meant = near ? [near] : holding;
  return new InputError("unknown-id", { where: "inversa describe", what: `nothing in this variant is called "${id}"`, expected: `one of ${known.join(", ")}`, ...(meant.length > 0 ? { next: `Did you mean ${meant.map((one) => `"${one}"`).join(" or ")}?` } : {}) });
}
