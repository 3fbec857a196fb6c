import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errorCodes } from "@inversa/core";
import { filesUnder, root, workspacePackages } from "../scripts/workspace.ts";
import { allows, browserEntries, layerOf, layers } from "./layers.ts";

const read = (file: string): string => readFileSync(join(root, file), "utf8");
const isSource = (file: string): boolean => /\.tsx?$/.test(file);

/** Module specifiers of static and dynamic imports and re-exports. */
const importsOf = (file: string): string[] =>
  [...read(file).matchAll(/(?:^|[\s;}])(?:import|export)\s[^"';]*?from\s*["']([^"']+)["']|import\s*["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g)].map((m) => (m[1] ?? m[2] ?? m[3])!);

/** Those that are left when types are gone. */
const valueImportsOf = (file: string): string[] =>
  [...read(file).matchAll(/(?:^|\n)(?:import|export)\s+(?!type\b)[^"';]*?from\s*["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g)].map((m) => (m[1] ?? m[2])!);

const withoutComments = (file: string): string => read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");

/** A file and all of its package that it imports, directly or not. */
function reachedFrom(entry: string, known = new Set<string>()): string[] {
  known.add(entry);
  for (const specifier of valueImportsOf(entry).filter((s) => s.startsWith("."))) {
    const file = join(entry, "..", specifier);
    if (!known.has(file)) reachedFrom(file, known);
  }
  return [...known];
}

/** `@scope/name` or `name` of a bare specifier; undefined for relative and `node:` ones. */
const packageOf = (specifier: string): string | undefined =>
  /^[./]|^node:/.test(specifier) ? undefined : specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");

/** What a package may import: its dependencies; for a built page what it is built from, which is installed for the build alone. */
const packages = workspacePackages().map((p) => ({ ...p, dependencies: layerOf(p.folder).bundled ? { ...p.dependencies, ...p.devDependencies } : p.dependencies }));
/** Development dependencies that are tools of the build and the tests. */
const isTool = (folder: string, name: string): boolean => layerOf(folder).bundled === true && /^(@types\/.*|@vitejs\/.*|vite|vitest|axe-core|fast-check|playwright-core)$/.test(name);
const sources = packages.map((p) => ({ ...p, files: [...filesUnder(`${p.folder}/src`, isSource), ...filesUnder(`${p.folder}/variants`, isSource)] }));

describe("the layers", () => {
  it("see what there is to see", () => {
    expect(packages.length).toBeGreaterThanOrEqual(14);
    expect(sources.flatMap((p) => p.files).length).toBeGreaterThan(60);
    expect(sources.flatMap((p) => p.files.flatMap(importsOf)).length).toBeGreaterThan(150);
  });
  it.each(packages)("$folder depends only on what its row allows", ({ folder, dependencies, peerDependencies }) => {
    const layer = layerOf(folder);
    const wrong = Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => (name.startsWith("@inversa/") ? !allows(layer.ours, name.slice(9)) : !allows(layer.theirs, name)));
    expect(wrong).toEqual([]);
  });
  it.each(sources)("$folder imports only what its package.json lists", ({ name, files, dependencies, peerDependencies }) => {
    const listed = new Set([...Object.keys({ ...dependencies, ...peerDependencies }), name]);
    const wrong = files.flatMap((file) => importsOf(file).map(packageOf).filter((p) => p !== undefined && !listed.has(p)).map((p) => `${file}: ${p}`));
    // The native TensorFlow is found where a user has put it, never installed by default.
    expect(wrong.filter((w) => w !== "packages/tensor/src/native.ts: @tensorflow/tfjs-node" && !/^packages\/tensor\/.*: @tensorflow\/tfjs-node$/.test(w))).toEqual([]);
  });
  it("use everything that a package.json lists", () => {
    const wrong = sources.flatMap(({ folder, files, dependencies }) => {
      // What a built page is tried with stands among its development dependencies too.
      const tried = layerOf(folder).bundled ? ["test", "scripts"].flatMap((part) => filesUnder(`${folder}/${part}`, isSource)) : [];
      const used = new Set([...files, ...tried].flatMap((file) => importsOf(file).map(packageOf)));
      return Object.keys(dependencies).filter((dependency) => !used.has(dependency) && !isTool(folder, dependency)).map((dependency) => `${folder}: ${dependency}`);
    });
    expect(wrong).toEqual([]);
  });
  it("keep plugins from each other and from the apps, and packages from plugins", () => {
    const kind = new Map(packages.map((p) => [p.name, p.folder.split("/")[0]!]));
    const wrong = sources.flatMap((p) => p.files.flatMap((file) => importsOf(file).flatMap((specifier) => {
      const target = kind.get(packageOf(specifier) ?? "");
      const group = p.folder.split("/")[0]!;
      const escapes = specifier.startsWith("..") && !join(file, "..", specifier).startsWith(p.folder);
      return (group === "packages" && target !== undefined && target !== "packages") || (group === "plugins" && target !== undefined && target !== "packages" && packageOf(specifier) !== p.name) || escapes ? [`${file}: ${specifier}`] : [];
    })));
    expect(wrong).toEqual([]);
  });
  it("let only the runtime know the container, in one file, and only tensor know TensorFlow.js", () => {
    const knows = (pattern: RegExp): string[] => sources.flatMap((p) => p.files.filter((file) => importsOf(file).some((s) => pattern.test(s))));
    expect(knows(/^(tsyringe|reflect-metadata)/)).toEqual(["packages/runtime/src/app/scope.ts"]);
    expect(knows(/^@tensorflow\//).filter((file) => !file.startsWith("packages/tensor/"))).toEqual([]);
  });
  it.each(sources.filter((p) => layerOf(p.folder).browser))("let $folder run in a browser", ({ files }) => {
    const wrong = files.filter((file) => importsOf(file).some((s) => s.startsWith("node:")) || /\b(Buffer|process)\s*\./.test(read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "")));
    expect(wrong).toEqual([]);
  });
  it.each(browserEntries)("let %s run in a browser, with all that it imports of its package, and bring nobody else's package", (entry) => {
    const files = reachedFrom(entry);
    expect(files.length).toBeGreaterThan(5);
    const wrong = files.filter((file) => valueImportsOf(file).some((s) => !s.startsWith(".") && !allows(["core", "numerics"], s.replace("@inversa/", ""))) || /\b(Buffer|process)\s*\./.test(withoutComments(file)));
    expect(wrong).toEqual([]);
  });
  it("go one way between the runtime's folders, in the order of its README", () => {
    const order = [...read("packages/runtime/README.md").matchAll(/^\| `([a-z]+)` \| /gm)].map((m) => m[1]!);
    const files = filesUnder("packages/runtime/src", isSource).filter((file) => file.split("/").length > 4);
    const floor = (file: string): number => order.indexOf(file.split("/")[3]!);
    expect(files.filter((file) => floor(file) < 0)).toEqual([]);
    const wrong = files.flatMap((file) => importsOf(file).filter((s) => s.startsWith(".") && floor(join(file, "..", s)) > floor(file)).map((s) => `${file}: ${s}`));
    expect(wrong).toEqual([]);
  });
  it("have a row in the documentation for every row of the table", () => {
    const documentation = read("docs/architecture.md");
    expect(Object.keys(layers).filter((key) => !key.includes("battery") && !documentation.includes(`\`${key}\``))).toEqual([]);
  });
});

describe("the house style", () => {
  it("has no decorators, no barrels below a package's index, no utils and no common", () => {
    const files = sources.flatMap((p) => p.files);
    expect(files.filter((file) => /^\s*@(?!media|page|supports)[A-Za-z]+\(/m.test(read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "")))).toEqual([]);
    expect(files.filter((file) => /\/src\/.+\/index\.ts$/.test(file))).toEqual([]);
    expect(files.filter((file) => /(^|\/)(utils?|common|helpers?)(\.ts|\/)/.test(file))).toEqual([]);
  });
  it("keeps a file to one idea: at most 300 lines", () => {
    expect(sources.flatMap((p) => p.files).map((file) => [file, read(file).split("\n").length] as const).filter(([, lines]) => lines > 300)).toEqual([]);
  });
  it("gives every package a README and plugins a contract test", () => {
    expect(packages.filter((p) => filesUnder(p.folder, (file) => file === `${p.folder}/README.md`).length === 0).map((p) => p.folder)).toEqual([]);
    const bare = packages.filter((p) => p.folder.startsWith("plugins/") && filesUnder(`${p.folder}/test`, (file) => file.endsWith("contract.test.ts")).length === 0);
    expect(bare.map((p) => p.folder)).toEqual([]);
  });
  it("has no conflict of a merge left in what is committed", () => {
    const text = (file: string): boolean => /\.(ts|md|json|ya?ml|sh)$/.test(file);
    const files = ["README.md", "CONTRIBUTING.md", "package.json", "pnpm-workspace.yaml", ...["packages", "plugins", "apps", "docs", "examples", "scripts", "templates", "tests", ".changeset"].flatMap((folder) => filesUnder(folder, text))];
    expect(files.filter((file) => /^(?:<{7}|>{7}) /m.test(read(file)))).toEqual([]);
  });
  it("names no path of a developer's machine in what is committed", () => {
    const files = ["packages", "plugins", "apps", "docs", "examples", "scripts", "templates", ".ci"].flatMap((folder) => filesUnder(folder, (file) => /\.(ts|md|json|ya?ml|sh)$/.test(file)));
    expect(files.filter((file) => /\/work\/(main|shared)|\/home\/[a-z]+\//.test(read(file)))).toEqual([]);
  });
});

describe("the documentation", () => {
  it("lists every error code with its sentence, and no other", () => {
    const documented = Object.fromEntries([...read("docs/errors.md").matchAll(/^\| `([a-z-]+)` \| (.+) \|$/gm)].map((m) => [m[1], m[2]]));
    expect(documented).toEqual(errorCodes);
  });
  it("links only to files that exist", () => {
    const pages = ["README.md", "CONTRIBUTING.md", ...filesUnder("docs", (file) => file.endsWith(".md")), ...packages.flatMap((p) => filesUnder(p.folder, (file) => file.endsWith("README.md"))), ...filesUnder("examples", (file) => file.endsWith("README.md"))];
    const broken = pages.flatMap((page) => [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)].map((m) => [page, m[1]!] as const)).filter(([page, target]) => {
      try {
        readFileSync(join(root, page, "..", target));
        return false;
      } catch (error) {
        return (error as NodeJS.ErrnoException).code !== "EISDIR";
      }
    });
    expect(broken).toEqual([]);
  });
});
