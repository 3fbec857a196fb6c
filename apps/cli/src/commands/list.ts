import { InputError, closest } from "@inversa/core";
import type { App } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { formatsOf } from "../export/formats.ts";
import { exitCodes } from "../failure.ts";
import { withApp } from "../open-app.ts";
import { renderTable } from "../terminal/table.ts";

const kinds = ["models", "protocols", "estimators", "sources", "engines", "exporters"] as const;
type Kind = (typeof kinds)[number];

/** Prints what the app variant holds, of one kind or of all. */
export async function list(console: Console, what: string | undefined): Promise<number> {
  const wanted = what === undefined ? kinds : [kindOf(what)];
  return withApp(console, async ({ app }) => {
    const sections = Object.fromEntries(wanted.map((kind) => [kind, entriesOf(console, app, kind)]));
    console.document({ app: { name: app.name, about: app.about, defaults: app.defaults }, ...sections, ...(what === undefined ? { plugins: app.plugins } : {}) });
    for (const kind of wanted) {
      console.print(`\n${console.paint.bold(kind[0]!.toUpperCase() + kind.slice(1))}`);
      const entries = sections[kind]!;
      if (entries.length === 0) console.print(console.paint.dim("none in this variant"));
      else console.print(renderTable([{ head: "id" }, { head: "what it is", flexible: true }, ...(entries.some(({ plugin }) => plugin) ? [{ head: "from" }] : [])], entries.map((e) => [e.id, `${e.name}. ${e.about}`, ...(e.plugin === undefined ? [] : [e.plugin])]), console.paint, console.width));
    }
    console.note(console.notePaint.dim(`\n${console.hint("describe ID")} tells more about any of them`));
    return exitCodes.done;
  });
}

function kindOf(what: string): Kind {
  const kind = kinds.find((k) => k === what || k === `${what}s`);
  if (kind) return kind;
  const near = closest(what, kinds);
  throw new InputError("argument-invalid", { where: "inversa list", what: `there is no list of "${what}"`, expected: kinds.join(", "), ...(near ? { next: `Did you mean "${near}"?` } : {}) });
}

interface Entry { readonly id: string; readonly name: string; readonly about: string; readonly plugin?: string; readonly [more: string]: unknown }

function entriesOf(console: Console, app: App, kind: Kind): readonly Entry[] {
  const formats = formatsOf(app, console.around.environment);
  switch (kind) {
    case "models": return app.models.all().map((m) => ({ id: m.id, name: m.name, about: m.about, plugin: app.models.pluginOf(m.id), parameters: Object.keys(m.parameters), protocols: m.simulations.map((s) => s.protocol.id) }));
    case "protocols": return app.protocols.all().map(({ id, name, about, axis, responses }) => ({ id, name, about, axis: axis.name, responses: Object.keys(responses) }));
    case "estimators": return app.estimators.all().map(({ id, name, about, kind: way }) => ({ id, name, about, plugin: app.estimators.pluginOf(id), kind: way }));
    case "sources": return app.sources.all().map(({ id, name, about, extensions }) => ({ id, name, about, plugin: app.sources.pluginOf(id), extensions }));
    case "engines": return app.engines.all().map(({ id, name, about }) => ({ id, name, about, plugin: app.engines.pluginOf(id) }));
    case "exporters": return formats.all().map(({ id, name, about, models }) => ({ id, name, about, plugin: formats.pluginOf(id), models }));
  }
}
