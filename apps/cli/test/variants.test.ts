import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import full from "../variants/full.ts";

it("the variant full holds every plugin that ships", () => {
  const plugins = new URL("../../../plugins/", import.meta.url);
  const shipped = readdirSync(plugins).map((folder) => (JSON.parse(readFileSync(new URL(`${folder}/package.json`, plugins), "utf8")) as { name: string }).name);
  expect(full.plugins.map(({ name }) => name).toSorted()).toEqual(shipped.toSorted());
});
