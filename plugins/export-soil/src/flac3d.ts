import { defineExporter, type Exported, type ExportRequest, number, parameterValues, provenanceLines, text } from "@inversa/core";
import { noState } from "./abaqus.ts";
import { camClayState, type CamClayState, camClayValues, voidRatioConvention } from "./cam-clay-state.ts";
import { approximation, hardeningFor, hardeningFromHyperbolic, hyperbolicModels } from "./pressure.ts";
import { refusals } from "./refusals.ts";
import { sources } from "./sources.ts";
import { byState, identifier, startingStress, withoutState } from "./specimens.ts";
import { comment, stem, table, textFile } from "./text-file.ts";
import { digits, short, type StressScale, stressScale, units, unitsText } from "./units.ts";

const settings = {
  units,
  group: text({ default: "SOIL", about: "zone group that the properties are assigned to" }),
  pref: number({ default: 100, bounds: [1, 1000], unit: "kPa", about: "reference pressure that the moduli of plastic-hardening are written for; they are converted" }),
  bulkMaximum: number({ default: 10, bounds: [1, 1e6], about: "modified-cam-clay: bulk-maximum over the largest elastic bulk modulus v pc/kappa of the specimens; FLAC3D stops with a message when it is reached" }),
} as const;

type Request = ExportRequest<typeof settings>;

const sign = "tension positive stresses in FLAC3D, but pressures and the parameters below are positive in compression";

/** Largest exponent that plastic-hardening takes. */
const largestExponent = 0.999;

/** Commands for FLAC3D 6 and later. */
export const flac3d = defineExporter({
  id: "flac3d",
  name: "FLAC3D",
  about: "Commands that assign modified-cam-clay or plastic-hardening to a zone group. Duncan-Chang, which FLAC3D does not have, is written as the plastic-hardening set with the same first loading, marked as an approximation.",
  source: sources.flac3d,
  models: ["soil/modified-cam-clay", "soil/hardening-soil", ...hyperbolicModels],
  refuses: refusals.flac3d,
  settings,
  write: (request) => (request.estimate.model === "soil/modified-cam-clay" ? camClay(request, stressScale(request.settings.units)) : hardening(request, stressScale(request.settings.units))),
});

const remark = (lines: readonly string[]): readonly string[] => comment(";", lines);

/** `zone property` with one property a line. */
const property = (range: string, values: readonly (readonly [string, number])[]): readonly string[] =>
  values.map(([name, value]) => `zone property ${name} ${digits(value)} ${range}`);

function camClay({ estimate, model, settings: { group, bulkMaximum } }: Request, scale: StressScale): Exported {
  const values = camClayValues(estimate, model);
  const { M, lambda, kappa, nu, G, N } = values;
  const states = byState<CamClayState>(estimate, (observation) => camClayState(values, estimate.options, observation));
  if (states.length === 0) throw noState(estimate.modelName);
  const constantShear = estimate.options?.["shear"] === "constant";
  const range = `range group '${identifier(group)}'`;
  // v on the normal compression line at 1 kPa that gives the specimen its void ratio: N itself unless the test states one.
  const reference = ({ p, pc, e }: CamClayState): number => 1 + e + lambda * Math.log(pc) - kappa * Math.log(pc / p);
  const shared = states.every(({ state }) => Math.abs(reference(state) - reference(states[0]!.state)) < 1e-9);
  const largest = bulkMaximum * Math.max(...states.map(({ state: { e, pc } }) => ((1 + e) * pc) / kappa));
  const initial = (state: CamClayState): readonly (readonly [string, number])[] => [
    ...(shared ? [] : [["specific-volume-reference", reference(state)] as const]),
    ["pressure-preconsolidation", scale.of(state.pc)], ["pressure-effective", scale.of(state.p)],
  ];
  const lost = withoutState(estimate, states);
  const remarks = [
    ...(states.length > 1 ? [`the specimens start from ${states.length} states: pressure-preconsolidation and pressure-effective are comments to choose from`] : []),
    ...(lost.length > 0 ? [`${lost.join(", ")}: no radial stress at the start is stated, so no initial state is written`] : []),
  ];
  const lines = [
    ...remark([
      ...provenanceLines(estimate, { target: "FLAC3D, modified-cam-clay", sign, units: unitsText(scale), further: {
        "p_a": "none in this model; pressure-reference is 1 kPa, where N belongs",
        "void ratio": voidRatioConvention(estimate.options, "FLAC3D updates the specific volume with every step, starting from specific-volume-reference, pressure-preconsolidation and pressure-effective"),
      } }), "",
      ...table([["specimens", `p0 (${scale.unit})`, `pc0 (${scale.unit})`, "v0 = 1 + e0"], ...states.map(({ names, state }) => [names.join(", "), short(scale.of(state.p)), short(scale.of(state.pc)), short(1 + state.e)])]),
      ...(Math.abs(reference(states[0]!.state) - N) < 1e-9 ? [] : ["specific-volume-reference follows from the void ratios that the tests state; the estimate's N had no influence on their curves"]),
      ...remarks.map((text) => `NOTE: ${text}`), "",
    ]),
    `zone cmodel assign modified-cam-clay ${range}`,
    ...property(range, [
      ["lambda", lambda], ["kappa", kappa], ["ratio-critical-state", M],
      constantShear ? ["shear", scale.of(G)] : ["poisson", nu],
      ["pressure-reference", scale.of(1)],
      ...(shared ? [["specific-volume-reference", reference(states[0]!.state)] as const] : []),
      ["bulk-maximum", scale.of(largest)],
    ]),
    ...states.flatMap(({ names, state }) => {
      const commands = property(range, initial(state));
      return [...remark([`initial state of ${names.join(", ")}; in a model with a stress field, set both zone by zone from the effective stresses`]), ...(states.length > 1 ? remark(commands) : commands)];
    }),
  ];
  return { files: [textFile(`${stem(estimate.model)}.flac3d.dat`, lines)], remarks };
}

function hardening({ estimate, model, settings: { group, pref } }: Request, scale: StressScale): Exported {
  const values = parameterValues(estimate, model);
  const approximate = hyperbolicModels.includes(estimate.model);
  const v = approximate ? hardeningFromHyperbolic(values, pref) : hardeningFor(values, pref);
  const range = `range group '${identifier(group)}'`;
  const cut = v.m > largestExponent;
  const remarks = [
    ...(approximate ? [`${approximation("FLAC3D", "plastic-hardening", values)}; dilation = 0 and poisson = 0.2 do not come from the estimate`] : []),
    ...(cut ? [`plastic-hardening takes exponents up to ${largestExponent}: ${short(v.m)} is written as that`] : []),
    "stiffness-oedometer-reference is left at FLAC3D's default, stiffness-50-reference: triaxial tests do not determine it",
  ];
  const stresses = byState(estimate, startingStress);
  const lines = [
    ...remark([
      ...(approximate ? [`APPROXIMATION: plastic-hardening for an estimate of ${estimate.modelName}`] : []),
      ...provenanceLines(estimate, { target: "FLAC3D, plastic-hardening", sign, units: unitsText(scale), further: {
        "p_ref": `${short(scale.of(pref))} ${scale.unit}; the moduli belong to it${approximate ? ` (the estimate: p_a = ${short(values["pa"]!)} kPa)` : ""}`, "void ratio": "not used by the estimate's model",
      } }), "",
      ...remarks.map((text) => `NOTE: ${text}`), "",
    ]),
    `zone cmodel assign plastic-hardening ${range}`,
    ...property(range, [
      ["stiffness-50-reference", scale.of(v.E50ref)], ["stiffness-ur-reference", scale.of(v.Eurref)], ["pressure-reference", scale.of(v.pref)], ["exponent", cut ? largestExponent : v.m],
      ["cohesion", scale.of(v.c)], ["friction", v.phi], ["dilation", v.psi], ["poisson", v.nu], ["failure-ratio", v.Rf],
    ]),
    ...remark([
      "the model needs the initial effective stresses of every zone (negative in compression: stress-1-effective is the most compressive); the specimens started from:",
      ...stresses.map(({ names, state }) => `${names.join(", ")}: ${[["stress-1-effective", Math.max(state.axial, state.radial)], ["stress-2-effective", state.radial], ["stress-3-effective", Math.min(state.axial, state.radial)]].map(([name, value]) => `${name as string} ${digits(-scale.of(value as number))}`).join(" ")}`),
    ]),
  ];
  return { files: [textFile(`${stem(estimate.model)}.${approximate ? "approximated-by-plastic-hardening." : ""}flac3d.dat`, lines)], remarks };
}
