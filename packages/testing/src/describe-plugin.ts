import { contractVersion, type ForwardModel, type Plugin, type Protocol, type Test } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { directChecks, learnedChecks } from "./estimator-checks.ts";
import { compiledComplaints, modelChecks } from "./model-checks.ts";
import { testOf, type Reference } from "./reference.ts";
import { exporterChecks } from "./exporter-checks.ts";
import { sourceChecks } from "./source-checks.ts";

/** What the kit needs to know beyond the plugin itself. */
export interface Evidence {
  /** Curves that the plugin's models must reproduce. */
  readonly references?: readonly Reference[];
  /** Further tests to try the models on, by model id; each protocol needs a reference or a test. */
  readonly tests?: Readonly<Record<string, readonly Test[]>>;
  /** Settings under which an estimator is tried, by id, when its defaults train for long. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The kinds of test that importers are asked for; those of the plugin's own models unless given. */
  readonly protocols?: readonly Protocol[];
  /** Models whose estimates the plugin's exporters are tried on; an exporter for some models needs each of them here. */
  readonly exportable?: readonly ForwardModel[];
}

/**
 * Declares the tests that every plugin must pass; call it once from `test/contract.test.ts`.
 *
 * A failing promise lists its complaints. The kit adds nothing to the plugin and knows no domain.
 */
export function describePlugin(plugin: Plugin, { references = [], tests = {}, settings = {}, protocols, exportable = [] }: Evidence = {}): void {
  const kinds = protocols ?? plugin.models.flatMap((m) => m.simulations.map((s) => s.protocol));
  describe(`the plugin ${plugin.name} keeps its contract`, () => {
    it("is a value for this contract version with ids that are its own", () => {
      expect(plugin.kind).toBe("plugin");
      expect(plugin.contract).toBe(contractVersion);
      const ids = [plugin.models, plugin.estimators, plugin.sources, plugin.engines, plugin.exporters].flatMap((group) => group.map((one) => one.id));
      expect(ids.length, "it offers nothing").toBeGreaterThan(0);
      expect(new Set(ids).size, `ids are used twice: ${ids.join(", ")}`).toBe(ids.length);
    });
    it("has references for its own models only", () => {
      const known = plugin.models.map((model) => model.id);
      expect(references.filter((reference) => !known.includes(reference.model)).map((reference) => reference.id)).toEqual([]);
    });
    for (const model of plugin.models) {
      const own = references.filter((reference) => reference.model === model.id);
      const trial = { model, references: own, tests: [...own.map(testOf), ...(tests[model.id] ?? [])] };
      describe(model.id, () => {
        for (const { promise, complaints } of modelChecks) it(promise, () => expect(complaints(trial)).toEqual([]));
        it("gives the same numbers in a batch as alone", () => expect(compiledComplaints(trial)).toEqual([]));
      });
    }
    for (const estimator of plugin.estimators) {
      describe(estimator.id, () => {
        if (estimator.kind === "learned") for (const { promise, check } of learnedChecks) it(promise, () => check(estimator, settings[estimator.id]));
        else for (const { promise, check } of directChecks) it(promise, () => check(estimator, settings[estimator.id]));
      });
    }
    for (const source of plugin.sources) {
      describe(source.id, () => {
        for (const { promise, check } of sourceChecks) it(promise, () => check(source, kinds));
      });
    }
    for (const exporter of plugin.exporters) {
      describe(exporter.id, () => {
        for (const { promise, check } of exporterChecks) it(promise, () => check(exporter, exportable));
      });
    }
  });
}
