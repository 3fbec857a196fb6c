import { choice, type Conventions, defineExporter, type Exported, type ExportRequest, flag, InputError, provenanceLines, text } from "@inversa/core";
import { camClayState, type CamClayState, type CamClayValues, camClayValues, voidRatioConvention } from "./cam-clay-state.ts";
import { atmosphericPressure } from "./pressure.ts";
import { refusals } from "./refusals.ts";
import { sources } from "./sources.ts";
import { byState, identifier, identifiers, specimensOf, type StartingStress, withoutState } from "./specimens.ts";
import { comment, stem, table, textFile } from "./text-file.ts";
import { type UserMaterial, userMaterial, userMaterials } from "./umat.ts";
import { digits, short, type StressScale, stressScale, units, unitsText } from "./units.ts";

const settings = {
  units,
  material: text({ default: "SOIL", about: "name of the material, and of the sets in *INITIAL CONDITIONS; specimens with states of their own are appended to it" }),
  yieldSurface: choice({
    default: "a0",
    choices: { a0: "the initial size a0 = pc0/2 of each specimen", intercept: "INTERCEPT=e1 of the normal compression line: Abaqus then finds a0 from the void ratio and stress of each point" },
    about: "how *CLAY PLASTICITY is told the initial yield surface",
  }),
  pa: atmosphericPressure,
  compensate: flag({ default: false, about: "Duncan-Chang: writes the cohesion 1 lower, since the public UMAT adds 1 to it" }),
} as const;

type Request = ExportRequest<typeof settings>;

const sign = "tension positive in Abaqus (initial stresses below are negative in compression); parameters and yield surface sizes are positive numbers";

/** Keyword lines for Abaqus/Standard: built-in clay plasticity, or the constants of public UMATs. */
export const abaqus = defineExporter({
  id: "abaqus",
  name: "Abaqus",
  about: "Keyword lines for an input file: *CLAY PLASTICITY with *POROUS ELASTIC, or *USER MATERIAL constants for the public UMATs of Duncan-Chang E-B and hypoplastic sand, with the specimens' initial states.",
  source: sources.abaqus,
  models: ["soil/modified-cam-clay", ...userMaterials],
  refuses: refusals.abaqus,
  settings,
  write: (request) => {
    const scale = stressScale(request.settings.units);
    const { estimate, model } = request;
    if (estimate.model === "soil/modified-cam-clay") return camClay(request, scale);
    return userConstants(request, scale, userMaterial(estimate, model, scale, request.settings)!);
  },
});

const stars = (lines: readonly string[]): readonly string[] => comment("**", lines);

function head({ estimate }: Request, conventions: Pick<Conventions, "units" | "further">): readonly string[] {
  return stars([...provenanceLines(estimate, { target: "Abaqus", sign, ...conventions }), ""]);
}

/** Data lines of at most eight values, as Abaqus reads them. */
function data(values: readonly (number | "")[]): readonly string[] {
  const cells = values.map((value) => (value === "" ? "" : digits(value)));
  return Array.from({ length: Math.ceil(cells.length / 8) }, (_, i) => cells.slice(8 * i, 8 * i + 8).join(", "));
}

/** Stress components of a specimen whose axis is 3 (z), in Abaqus' order and sign. */
const stressLine = (set: string, { axial, radial }: StartingStress): string => `${set}, ${[-radial, -radial, -axial, 0, 0, 0].map(digits).join(", ")}`;

function camClay(request: Request, scale: StressScale): Exported {
  const { estimate, model, settings: chosen } = request;
  const values = camClayValues(estimate, model);
  const states = byState<CamClayState>(estimate, (observation) => camClayState(values, estimate.options, observation));
  const byIntercept = chosen.yieldSurface === "intercept";
  if (byIntercept && specimensOf(estimate).some(({ conditions }) => conditions["initialVoidRatio"] !== undefined)) {
    throw new InputError("export-unsupported", { where: "settings of abaqus, yieldSurface", what: "a test states its initial void ratio, so that N is without influence on its curve and no intercept follows from it", expected: "yieldSurface=a0" });
  }
  if (states.length === 0) throw noState(estimate.modelName);
  const names = states.length === 1 || byIntercept ? [identifier(chosen.material)] : identifiers(states.map(({ names: [first] }) => `${chosen.material}-${first}`));
  const lost = withoutState(estimate, states);
  const remarks = [
    ...(states.length > 1 ? [`the specimens start from ${states.length} states: ${byIntercept ? "their initial conditions are" : "each has a material of its own, and the initial conditions are"} comments to choose from`] : []),
    ...(lost.length > 0 ? [`${lost.join(", ")}: no radial stress at the start is stated, so no initial state is written`] : []),
  ];
  const lines = [
    ...head(request, {
      units: unitsText(scale),
      further: {
        "p_a": "none in this model",
        "void ratio": voidRatioConvention(estimate.options, "Abaqus hardens by a0 exp[(1 + e0)(1 - Jpl)/(lambda - kappa Jpl)] with Jpl the inelastic volume ratio, and its porous elasticity takes 1 + e0: up to 2 % apart in volumetric strain over a quarter of axial strain"),
      },
    }),
    ...stars([...table([["specimens", `p0 (${scale.unit})`, `pc0 (${scale.unit})`, `a0 (${scale.unit})`, "e0"], ...states.map(({ names: specimens, state }) => [specimens.join(", "), ...[state.p, state.pc, state.pc / 2].map((s) => short(scale.of(s))), short(state.e)])]), ...remarks.map((r) => `NOTE: ${r}`), ""]),
    ...names.flatMap((name, i) => [
      ...(names.length > 1 ? stars([`material of ${states[i]!.names.join(", ")}`]) : []),
      `*MATERIAL, NAME=${name}`,
      ...elasticity(values, estimate.options, scale),
      ...plasticity(values, scale, byIntercept ? "intercept" : states[i]!.state),
    ]),
    ...states.flatMap(({ names: specimens, state }, i) => {
      const set = names[byIntercept ? 0 : i]!;
      const conditions = [`*INITIAL CONDITIONS, TYPE=RATIO`, `${set}, ${digits(state.e)}`, `*INITIAL CONDITIONS, TYPE=STRESS`, stressLine(set, { axial: scale.of(state.axial), radial: scale.of(state.radial) })];
      return [...stars([`initial state of ${specimens.join(", ")} (model data; node set and element set ${set}; axis of the specimen is 3)`]), ...(states.length > 1 ? stars(conditions) : conditions)];
    }),
  ];
  return { files: [textFile(`${stem(estimate.model)}.abaqus.inp`, lines)], remarks };
}

function elasticity({ kappa, nu, G }: CamClayValues, options: Request["estimate"]["options"], scale: StressScale): readonly string[] {
  if (options?.["shear"] === "constant") return [...stars(["kappa, shear modulus, elastic tensile limit"]), "*POROUS ELASTIC, SHEAR=G", ...data([kappa, scale.of(G), 0])];
  return [...stars(["kappa, Poisson's ratio, elastic tensile limit"]), "*POROUS ELASTIC, SHEAR=POISSON", ...data([kappa, nu, 0])];
}

function plasticity({ lambda, M, N }: CamClayValues, scale: StressScale, start: CamClayState | "intercept"): readonly string[] {
  const about = stars(["lambda, M, a0 = pc0/2, beta (cap shape), K (flow stress ratio, extension over compression)"]);
  // e = N - 1 - lambda ln(p in kPa), written for p in the system's unit.
  if (start === "intercept") return [...about, `*CLAY PLASTICITY, HARDENING=EXPONENTIAL, INTERCEPT=${digits(N - 1 + lambda * Math.log(scale.factor))}`, ...data([lambda, M, "", 1, 1])];
  return [...about, "*CLAY PLASTICITY, HARDENING=EXPONENTIAL", ...data([lambda, M, scale.of(start.pc / 2), 1, 1])];
}

function userConstants(request: Request, scale: StressScale, material: UserMaterial): Exported {
  const { estimate, settings: chosen } = request;
  const { variants, notes } = material;
  if (variants.length === 0) throw noState(estimate.modelName);
  const distinct = new Set(variants.map(({ constants }) => JSON.stringify(constants))).size > 1;
  const names = distinct ? identifiers(variants.map(({ specimens: [first] }) => `${chosen.material}-${first}`)) : [identifier(chosen.material)];
  const remarks = [
    ...(distinct ? [`the specimens have ${variants.length} initial states, which are constants of this UMAT: each has a material of its own`] : []),
    ...notes.slice(0, 1),
  ];
  const lines = [
    ...head(request, { units: unitsText(scale), further: { "p_a": material.pa ?? "none in this model", "void ratio": estimate.model === "soil/hypoplastic-sand" ? "e_0 at the start of each test; it changes by de = (1 + e) tr D" : "not used by this model" } }),
    ...stars([`${material.about} (${material.code})`, ...notes.map((note) => `NOTE: ${note}`), ""]),
    ...names.flatMap((name, i) => [
      ...(distinct ? stars([`material of ${variants[i]!.specimens.join(", ")}`]) : []),
      `*MATERIAL, NAME=${name}`,
      ...stars([variants[i]!.constants.map((constant) => constant.name).join(", ")]),
      `*USER MATERIAL, CONSTANTS=${variants[i]!.constants.length}${material.unsymmetric ? ", UNSYMM" : ""}`,
      ...data(variants[i]!.constants.map(({ value }) => value)),
      "*DEPVAR",
      `${material.stateVariables},`,
    ]),
    ...variants.flatMap(({ specimens, state, stress }, i) => {
      const set = names[distinct ? i : 0]!;
      const conditions = [
        ...(stress === undefined ? [] : ["*INITIAL CONDITIONS, TYPE=STRESS", stressLine(set, stress)]),
        // The first line of a set holds seven values after its name, the others eight.
        ...(state.length === 0 ? [] : ["*INITIAL CONDITIONS, TYPE=SOLUTION", [set, ...state.slice(0, 7).map(digits)].join(", "), ...data(state.slice(7))]),
      ];
      return conditions.length === 0 ? [] : [...stars([`initial state of ${specimens.join(", ")} (model data; element set ${set}; axis of the specimen is 3)`]), ...(variants.length > 1 ? stars(conditions) : conditions)];
    }),
  ];
  return { files: [textFile(`${stem(estimate.model)}.abaqus.inp`, lines)], remarks };
}

/** The mistake of an estimate whose tests state no initial state. */
export const noState = (modelName: string): InputError => new InputError("export-unsupported", {
  what: `no test of the estimate states the initial state that ${modelName} needs here (radial stress, and for sand the void ratio)`, expected: "at least one test with confiningPressure, and initialVoidRatio for hypoplastic sand",
});
