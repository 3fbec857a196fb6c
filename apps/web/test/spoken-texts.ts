import { globSync, readFileSync } from "node:fs";
import { parseSync } from "vite";

/** Packages whose texts reach the page. Charts and reports have words of their own (`packages/report`); engines speak to operators. */
const speaking = ["packages/{core,numerics,soil,battery,tables,tensor,runtime}/src/**/*.ts", "plugins/*/src/**/*.ts", "apps/server/src/**/*.ts", "apps/web/src/explore/**/*.ts"];

/** Files whose texts go elsewhere. */
const elsewhere = [
  /core\/src\/(errors|provenance-lines)/, // the documentation of codes; the head of exported files
  /runtime\/src\/(app\/(app|load-plugin|scope)|tuning\/|estimate\/(evaluate|pareto)|data\/(find-files|file-missing|what-was-read)|simulation\/(merge-shards|shard|simulate-shard|set-differences|kept-pieces|training-set)|store\/)/, // the command line
  /runtime\/src\/proposal\/(proposal-text|write-settings)/, // comments of study files
  /web\/src\/explore\/study-text/, // and those of the page
  /explore\/texts-/, // the page's own texts
  /plugins\/engine-/,
  /server\/src\/(database|own-files|serve\.|services|runs\/(worker|shared-notifier|notifier|sql-queue))/,
  /server\/src\/http\/(admin-routes|page-routes|event-routes|schemas|beside|describe|operation-routes)/,
  /battery\/src\/bpx\/sections/, // the headings of BPX
];

/** Properties and calls whose texts are read by programs, or by nobody. */
const silent = new Set([
  "aliases", "names", "words", "constant", "header()", "mediaType", "describe()", "regex()", "path()", "refuseUnknown()", "readLabels()", "numberAt()", "option", "find()", "token()", "where()", "save",
  "readSettings()", "textFile()", "stars()", "table()", "foot()", "writeAtomic()",
]);
/** Headings and citations. */
const names = new Set(["source", "symbol", "unit", "id", "description", "summary"]);
/** What exporters write is for other programs; what is wrong, and what they refuse, is said. */
const saidByExporters = new Set(["what", "where", "expected", "next"]);

export interface SpokenText {
  readonly file: string;
  readonly text: string;
}

interface Node { readonly type: string; readonly [key: string]: unknown }
interface Found { readonly file: string; readonly out: Map<string, string> }

/** Every text of the sources that looks like a sentence or a piece of one, with the names of what is put in. */
export function spokenTexts(root: string): readonly SpokenText[] {
  const out = new Map<string, string>();
  for (const file of globSync(speaking, { cwd: root }).sort()) {
    if (elsewhere.some((one) => one.test(file))) continue;
    const source = readFileSync(`${root}/${file}`, "utf8");
    walk(parseSync(file, source).program as unknown as Node, "", { file, out });
  }
  return [...out].map(([text, file]) => ({ text, file }));
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** @param role The property or the call that a text stands in. */
function walk(node: unknown, role: string, found: Found): void {
  if (Array.isArray(node)) { for (const one of node) walk(one, role, found); return; }
  if (!isNode(node) || silent.has(role)) return;
  const { type } = node;
  if (type.startsWith("Import") || (type.startsWith("Export") && isNode(node["source"])) || (type.startsWith("TS") && !type.endsWith("Expression")) || type === "TaggedTemplateExpression") return;
  // What is thrown as a plain error is a bug, not a message.
  if (type === "NewExpression" && /^(Error|TypeError|RangeError|RegExp)$/.test(nameOf(node["callee"]) ?? "")) return;
  if (type === "Property") {
    const key = String(nameOf(node["key"]) ?? (node["key"] as Node)["value"] ?? "");
    const value = node["value"];
    // The names of what a stage of a run reports, as people read them beside its bar.
    if (role === "values") note(key, role, found);
    if (!(names.has(key) && isNode(value) && (value.type === "Literal" || value.type === "TemplateLiteral" || value.type === "ArrayExpression"))) walk(value, key, found);
  } else if (type === "CallExpression") {
    const callee = node["callee"];
    walk(callee, role, found);
    walk(node["arguments"], `${nameOf(isNode(callee) && callee.type === "MemberExpression" ? callee["property"] : callee) ?? ""}()`, found);
  } else if (type === "Literal" || type === "TemplateLiteral") {
    note(typeof node["value"] === "string" ? node["value"] : type === "TemplateLiteral" ? withHoles(node) : "", role, found);
    walk(node["expressions"], role, found);
  } else for (const [key, value] of Object.entries(node)) if (key !== "type") walk(value, role, found);
}

function note(text: string, role: string, { file, out }: Found): void {
  const isExporter = file.startsWith("plugins/export-") && !file.endsWith("/refusals.ts");
  if (isSaid(text) && !(isExporter && !saidByExporters.has(role)) && !out.has(text)) out.set(text, file);
}

/** At least two words, or a word beside something that is put in. */
function isSaid(text: string): boolean {
  const bare = text.replaceAll(/\{[\w']+\}/g, "{}").trim();
  return bare.includes(" ") && (/[A-Za-z]{2,}[,;:.]? \(?[a-z]{2,}/.test(bare) || /\}\)?[,;:.]? \(?[a-z]{2,}\b/.test(bare) || /\b[a-z]{2,}[:,]? \(?"?\{/i.test(bare)) && !/<\/?[a-z]+|\n|^(select|insert|update|delete|create|attachment|default-src)\b/i.test(text);
}

/** `` `${a.name} of ${show(b)}` `` as "{name} of {b}". */
function withHoles(node: Node): string {
  const used = new Set<string>();
  const quasis = node["quasis"] as readonly { readonly value: { readonly cooked: string } }[];
  const expressions = node["expressions"] as readonly Node[];
  return quasis.map(({ value }, i) => {
    if (i >= expressions.length) return value.cooked;
    let name = holeName(expressions[i]!) ?? String(i + 1);
    while (used.has(name)) name += "'";
    used.add(name);
    return `${value.cooked}{${name}}`;
  }).join("");
}

/** What is put in, by its last name; undefined where it has none. */
function holeName(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "CallExpression") {
    const named = (node["arguments"] as readonly Node[]).find(({ type }) => type === "Identifier" || type === "MemberExpression");
    if (named !== undefined) return holeName(named);
    const callee = node["callee"] as Node;
    return callee.type === "MemberExpression" ? holeName(callee["object"]) : undefined;
  }
  if (node.type === "MemberExpression") return node["computed"] === true ? undefined : nameOf(node["property"]);
  if (node.type === "TSNonNullExpression" || node.type === "ChainExpression") return holeName(node["expression"]);
  return nameOf(node);
}

const nameOf = (node: unknown): string | undefined => (isNode(node) && typeof node["name"] === "string" ? node["name"] : undefined);
