import { defineApp, defineForwardModel, definePlugin, defineProtocol, type ForwardModel, type Plugin, type Protocol } from "@inversa/core";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { appToken, createApp, loadPlugin } from "../src/index.ts";
import { springPlugin, toyApp, toyTools } from "./fixtures/app.ts";
import { pull, push, spring } from "./fixtures/spring.ts";

const fixtures = fileURLToPath(new URL("fixtures/plugins", import.meta.url));
const app = (plugins: readonly Plugin[], defaults = {}) => () => createApp(defineApp({ name: "lab", about: "", plugins, defaults }));
const modelCalled = (id: string, protocol: Protocol = push): ForwardModel =>
  defineForwardModel({ id, name: id, about: "", source: "", parameters: { a: { unit: "1", bounds: [0, 1], about: "" } }, simulations: (on) => [on(protocol, () => ({}))] });
const pluginCalled = (name: string, ...models: ForwardModel[]): Plugin => definePlugin({ name, contract: 1, models });

describe("an app", () => {
  it("holds what its plugins bring, by id, with the plugin that brought it", () => {
    const lab = createApp(toyApp);
    expect(lab.models.all()).toEqual([spring]);
    expect(lab.protocols.all()).toEqual([pull, push]);
    expect(lab.engines.has("toy-2")).toBe(true);
    expect([lab.models.pluginOf("toy/spring"), lab.sources.pluginOf("toy"), lab.protocols.pluginOf("pull")]).toEqual(["springs", "toy-tools", "springs"]);
  });

  it("is what its scope and every child of it give", async () => {
    const lab = createApp(toyApp);
    expect(lab.scope.child().get(appToken)).toBe(lab);
    await lab.dispose();
    expect(() => lab.scope.get(appToken)).toThrow("disposed of");
  });

  it("finds a model by the last segment of its id where that is unique", () => {
    expect(createApp(toyApp).models.get("spring")).toBe(spring);
    const two = app([springPlugin, pluginCalled("other", modelCalled("other/spring"))])();
    expect(() => two.models.get("spring")).toThrow(/could be any of toy\/spring, other\/spring/);
    expect(two.models.has("spring")).toBe(false);
  });

  it("says what exists and what was probably meant", () => {
    const lab = createApp(toyApp);
    expect(() => lab.models.get("toy/sprnig")).toThrow(/there is no model "toy\/sprnig" in toy-lab.*one of toy\/spring.*Did you mean "toy\/spring"/);
    expect(() => lab.models.get("sprnig")).toThrow(/Did you mean "toy\/spring"/);
    expect(() => lab.estimators.get("zzzzzzzzzz")).toThrow(expect.objectContaining({ code: "unknown-id" }));
  });

  it("lets other threads find its models only if it says where its file is", () => {
    expect(createApp(toyApp).origin).toMatchObject({ modules: [], models: [spring] });
    expect(createApp({ ...toyApp, module: "file:///lab.ts" }, [{ module: "file:///extra.ts", plugins: [] }]).origin.modules).toEqual(["file:///lab.ts", "file:///extra.ts"]);
  });

  it("says with them which plugin in which version brings each model and estimator", () => {
    const { versions } = createApp(toyApp).origin;
    expect(versions?.models["toy/spring"]).toBe("springs 0.0.0-local");
    expect(versions?.estimators["nearest"]).toBe("toy-tools 0.0.0-local");
  });
});

describe("plugins that cannot live together are refused:", () => {
  it("one written for another contract", () => {
    expect(app([{ ...springPlugin, contract: 2 }])).toThrow(expect.objectContaining({ code: "plugin-invalid", message: expect.stringContaining("Update Inversa") }));
    expect(app([{ ...springPlugin, contract: 0 }])).toThrow("Update the plugin");
  });

  it("one id brought twice, both plugins named", () => {
    const error = expect.objectContaining({ code: "app-invalid", message: expect.stringMatching(/"a\/b" is brought by two plugins, "first" and "second"/) });
    expect(app([pluginCalled("first", modelCalled("a/b")), pluginCalled("second", modelCalled("a/b"))])).toThrow(error);
    expect(app([pluginCalled("only", modelCalled("a/b"), modelCalled("a/b"))])).toThrow(/twice by the plugin "only"/);
    expect(app([toyTools, { ...toyTools, name: "again" }])).toThrow(/"toy-tools" and "again"/);
  });

  it("two plugins of one name; but the same plugin listed twice is one", () => {
    expect(app([springPlugin, pluginCalled("springs", modelCalled("a/b"))])).toThrow(/two different plugins are called "springs"/);
    expect(app([springPlugin, springPlugin])().plugins).toHaveLength(1);
  });

  it("two meanings of one protocol", () => {
    const otherPush = defineProtocol({ ...push, axis: { ...push.axis, unit: "m" } });
    expect(app([springPlugin, pluginCalled("other", modelCalled("a/b", otherPush))])).toThrow(/"springs" and "other" mean different protocols by "push"/);
  });

  it.each(["model", "estimator", "engine"])("a default %s that does not exist", (kind) => {
    expect(app([springPlugin, toyTools], { [kind]: "nothing-like-it" })).toThrow(expect.objectContaining({ code: "app-invalid", message: expect.stringMatching(`default ${kind} "nothing-like-it" does not exist`) }));
  });
});

describe("a plugin named by the user", () => {
  it("may be a lone file with a model in it; its version is that of no package", async () => {
    const loaded = await loadPlugin("./lone-model.ts", fixtures);
    const lab = createApp(toyApp, [loaded]);
    expect(lab.models.get("soft-spring").name).toBe("Soft spring");
    expect(loaded.module).toMatch(/^file:.*lone-model\.ts$/);
    expect(lab.plugins.at(-1)!.version).toMatch(/^0\.0\.0-local\+[0-9a-f]{8}$/);
  });

  it.each([["./missing.ts", "there is no such file"], ["no-such-package-at-all", "there is no such package"], ["fs", "there is no such package"], ["./not-a-plugin.ts", "its default export is not a plugin"], ["./throws.ts", "no such luck"]])(
    "%s is refused: %s",
    async (specifier, message) => {
      await expect(loadPlugin(specifier, fixtures)).rejects.toMatchObject({ code: "plugin-invalid", message: expect.stringContaining(message) });
    },
  );

  it("may be a package installed for the folder, whether it exports for import alone or for all; its version is the package's", async () => {
    const folder = await mkdtemp(join(tmpdir(), "inversa-plugin-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    for (const [name, exports] of [["inversa-plain", { ".": "./dist/index.js", "./package.json": "./package.json" }], ["@lab/import-only", { ".": { types: "./x.d.ts", import: { default: "./dist/index.js" } } }]] as const) {
      const at = join(folder, "node_modules", name);
      await mkdir(join(at, "dist"), { recursive: true });
      await writeFile(join(at, "package.json"), JSON.stringify({ name, version: "1.2.3", type: "module", exports }));
      await writeFile(join(at, "dist/index.js"), `export default { kind: "plugin", name: "${name}", contract: 1, models: [], estimators: [], sources: [], engines: [] };`);
    }
    await mkdir(join(folder, "study"));
    const loaded = [await loadPlugin("inversa-plain", join(folder, "study")), await loadPlugin("@lab/import-only", join(folder, "study"))];
    expect(createApp(toyApp, loaded).plugins.slice(-2)).toEqual([{ name: "inversa-plain", version: "1.2.3" }, { name: "@lab/import-only", version: "1.2.3" }]);
  });

  it("of an app variant has the version of the package that the variant imports", async () => {
    const folder = await mkdtemp(join(tmpdir(), "inversa-variant-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await mkdir(join(folder, "node_modules/springs"), { recursive: true });
    await writeFile(join(folder, "node_modules/springs/package.json"), JSON.stringify({ name: "springs", version: "4.5.6" }));
    await cp(join(fixtures, "throws.ts"), join(folder, "variant.ts"));
    const lab = createApp({ ...toyApp, module: `file://${folder}/variant.ts` });
    expect(lab.plugins).toEqual([{ name: "springs", version: "4.5.6" }, { name: "toy-tools", version: expect.stringMatching(/^0\.0\.0-local\+[0-9a-f]{8}$/) }]);
  });
});
