import type { Prior } from "@inversa/core";
import { type Document, parseDocument } from "yaml";

/** The parts of a study file that the page shows and edits; the file itself stays the truth, comments included. */
export interface StudyParts {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly estimate: Readonly<Record<string, Prior | "plausible">>;
  readonly fixed: Readonly<Record<string, number>>;
  readonly responses: Readonly<Record<string, ResponsePart>>;
  readonly tests: readonly { readonly ids: readonly string[]; readonly estimate?: Readonly<Record<string, Prior | "plausible">> }[];
  readonly samples: number | undefined;
  readonly estimators: readonly EstimatorPart[];
  readonly seed: number;
}

export interface ResponsePart { readonly noise?: number | { readonly relative?: number; readonly absolute?: number }; readonly weight?: number }
export interface EstimatorPart { readonly id: string; readonly settings?: Readonly<Record<string, unknown>>; readonly then?: string | { readonly id: string; readonly settings?: Readonly<Record<string, unknown>> } }

/** What a text says, or where it is no YAML. What it means is for the server to say. */
export function partsOf(text: string): { readonly parts: StudyParts } | { readonly mistake: string } {
  const document = parseDocument(text);
  if (document.errors[0]) return { mistake: document.errors[0].message };
  const content = document.toJS() as Record<string, unknown> | null;
  if (typeof content !== "object" || content === null || Array.isArray(content)) return { mistake: "no study file" };
  const record = <T>(key: string): Readonly<Record<string, T>> => (typeof content[key] === "object" && content[key] !== null && !Array.isArray(content[key]) ? (content[key] as Record<string, T>) : {});
  const list = <T>(key: string): readonly T[] => (Array.isArray(content[key]) ? (content[key] as T[]) : []);
  const { samples } = record<number>("simulations");
  return {
    parts: {
      name: typeof content["name"] === "string" ? content["name"] : "", options: record("options"), estimate: record("estimate"), fixed: record("fixed"),
      responses: Object.fromEntries(Object.entries(record<ResponsePart | null>("responses")).map(([name, use]) => [name, use ?? {}])), tests: list("tests"), samples,
      estimators: list<string | EstimatorPart>("estimators").map((one) => (typeof one === "string" ? { id: one } : one)), seed: typeof content["seed"] === "number" ? content["seed"] : 1,
    },
  };
}

type Path = readonly (string | number)[];

/** The text with values put in, and keys left out where the value is undefined; comments elsewhere stay. */
export function edited(text: string, changes: readonly (readonly [path: Path, value: unknown])[]): string {
  const document = parseDocument(text);
  for (const [path, value] of changes) {
    if (value === undefined) remove(document, path);
    else document.setIn(path, document.createNode(value, { flow: path.length > 1 || Array.isArray(value) }));
  }
  return document.toString({ lineWidth: 0 });
}

/** A section that nothing is left in goes as well. */
function remove(document: Document, path: Path): void {
  if (!document.hasIn(path)) return;
  document.deleteIn(path);
  const parent = path.slice(0, -1);
  const rest = document.getIn(parent);
  if (parent.length > 0 && typeof rest === "object" && rest !== null && "items" in rest && Array.isArray(rest.items) && rest.items.length === 0) document.deleteIn(parent);
}
