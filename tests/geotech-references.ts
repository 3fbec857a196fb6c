import { existsSync, readdirSync, readFileSync } from "node:fs";
import { type ForwardModel, simulate, type Test } from "@inversa/core";

/*
 * Element tests that independent programs computed, one CSV and one JSON sidecar a case. They lie beside the repository; tests that read them are skipped without.
 */
const folder = new URL("../../shared/reference/geotech/", import.meta.url);

interface Sidecar {
  readonly variant?: string;
  readonly parameters: Readonly<Record<string, { readonly value: number }>>;
  readonly initialState: { readonly [K in "p" | "q" | "pc" | "sig_a" | "sig_r" | "e"]?: number };
  readonly path: { readonly type: string };
}

/** What one case asks of a model. */
export interface GeotechReference {
  readonly id: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** Of a model that knows several void-ratio conventions; empty otherwise. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly test: Test;
  /** By response; as printed, to ten digits. */
  readonly expected: Readonly<Record<string, Float64Array>>;
}

const drained = { axis: "eps_a", expected: { deviatorStress: "q", volumetricStrain: "eps_v", radialStrain: "eps_r" } } as const;
const confined = { protocol: "oedometer", axis: "sig_a", expected: { axialStrain: "eps_a", voidRatio: "e" } } as const;

/** Kinds of path in the words of the protocols. */
const kinds: Readonly<Record<string, { readonly protocol: string; readonly axis: string; readonly expected: Readonly<Record<string, string>> }>> = {
  "triaxial-compression-drained": { protocol: "drained-triaxial", ...drained },
  "triaxial-compression-drained-unload-reload": { protocol: "drained-triaxial", ...drained },
  "constant-p-compression": { protocol: "constant-p-triaxial", ...drained },
  "triaxial-compression-undrained": { protocol: "undrained-triaxial", axis: "eps_a", expected: { deviatorStress: "q", meanEffectiveStress: "p", porePressure: "u" } },
  oedometer: confined,
  "oedometer-load-unload-reload": confined,
  "isotropic-compression": { protocol: "isotropic-compression", axis: "p", expected: { volumetricStrain: "eps_v", voidRatio: "e" } },
};

/** The cases whose name begins so, for example `mcc-`; none where the folder is absent. */
export const geotechReferences = (prefix: string): readonly GeotechReference[] =>
  existsSync(folder) ? readdirSync(folder).filter((file) => file.startsWith(prefix) && file.endsWith(".json")).toSorted().map((file) => readReference(file.slice(0, -5))) : [];

function readReference(id: string): GeotechReference {
  const { variant = "", parameters, initialState, path } = JSON.parse(readFileSync(new URL(`${id}.json`, folder), "utf8")) as Sidecar;
  const [header, ...rows] = readFileSync(new URL(`${id}.csv`, folder), "utf8").trim().split("\n").map((line) => line.split(","));
  const column = (name: string): Float64Array => Float64Array.from(rows, (row) => Number(row[header!.indexOf(name)]));
  const { protocol, axis, expected } = kinds[path.type]!;
  const conditions = conditionsOf(initialState);
  // A file without pore pressure holds the effective radial stress, which it takes from.
  const values = (name: string): Float64Array | undefined =>
    header!.includes(name) ? column(name) : name === "u" ? column("sig_r").map((radial) => conditions["confiningPressure"]! - radial) : undefined;
  return {
    id,
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name === "phi0" ? "phi" : name.replace("_", ""), value])),
    options: variant.startsWith("constant v") ? { volume: "constant" } : {},
    test: { protocol, conditions, axis: column(axis) },
    expected: Object.fromEntries(Object.entries(expected).flatMap(([response, name]) => {
      const series = values(name);
      return series ? [[response, series]] : [];
    })),
  };
}

function conditionsOf({ p = 0, q = 0, pc, sig_r: radial = p - q / 3, sig_a: axial = p + (2 * q) / 3, e }: Sidecar["initialState"]): Readonly<Record<string, number>> {
  return {
    confiningPressure: radial,
    ...(axial === radial ? {} : { initialAxialStress: axial }),
    ...(pc === undefined ? {} : { preconsolidationPressure: pc }),
    ...(e === undefined ? {} : { initialVoidRatio: e }),
  };
}

/** Whether a response is a strain or a void ratio, rather than a stress. */
export const isStrain = (response: string): boolean => /strain|void/i.test(response);

/** How far off a value may be: absolute + relative |value|. */
export interface Tolerance { readonly absolute: number; readonly relative: number }

/** The values that a model misses by more than is allowed, or cannot compute; none where it reproduces the case. @param more Conditions and options that the case leaves open. */
export function missedValues(model: ForwardModel, reference: GeotechReference, allowed: { readonly stress: Tolerance; readonly strain: Tolerance }, more: { readonly conditions?: Readonly<Record<string, number>>; readonly options?: Readonly<Record<string, unknown>> } = {}) {
  const { parameters, options, test, expected } = reference;
  const curve = simulate(model, parameters, { ...test, conditions: { ...test.conditions, ...more.conditions } }, { ...options, ...more.options });
  return Object.entries(expected).flatMap(([response, values]) => {
    const { absolute, relative } = isStrain(response) ? allowed.strain : allowed.stress;
    return Array.from(values, (value, i) => ({ response, row: i + 2, value, off: curve.responses[response]![i]! - value })).filter(({ value, off }) => !(Math.abs(off) <= absolute + relative * Math.abs(value)));
  });
}
