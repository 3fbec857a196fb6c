import { choice, defineExporter, type Exported, type ExportRequest, number, parameterValues, provenanceLines, text } from "@inversa/core";
import { camClayState, type CamClayState, camClayValues, voidRatioConvention } from "./cam-clay-state.ts";
import { approximation, hardeningFor, hardeningFromHyperbolic, type HardeningValues, hyperbolicModels } from "./pressure.ts";
import { refusals } from "./refusals.ts";
import { sources } from "./sources.ts";
import { byState, identifier } from "./specimens.ts";
import { comment, stem, table, textFile } from "./text-file.ts";
import { userMaterial } from "./umat.ts";
import { digits, short, stressScale } from "./units.ts";

const settings = {
  material: text({ default: "Inversa", about: "name of the material set" }),
  pref: number({ default: 100, bounds: [1, 1000], unit: "kPa", about: "reference pressure that the moduli of Hardening Soil are written for; they are converted" }),
  EoedRatio: number({ default: 1, bounds: [0.1, 10], about: "Hardening Soil: EoedRef over E50ref, which triaxial tests do not determine" }),
  names: choice({
    default: "2023",
    choices: { "2023": "property names of PLAXIS 2023 and later (Identification, nuUR)", earlier: "property names of earlier versions (MaterialName, nu)" },
    about: "under which names PLAXIS knows the properties",
  }),
} as const;

type Request = ExportRequest<typeof settings>;

const sign = "PLAXIS: tension positive stresses in results, parameters positive; Inversa: compression positive";
const units = "kN, m: stresses and moduli in kN/m2 (kPa), angles in degrees, void ratios as decimals";

/** A row of the material window, or of the script: property, value, what it is and where it is from. */
interface Property {
  readonly name: string;
  readonly value: number;
  readonly about: string;
  /** Not from the tests: PLAXIS needs it, or takes it by default. */
  readonly assumed?: true;
}

/** Material parameters for PLAXIS 2D and 3D: a Python script for its remote scripting interface whose comments are the sheet to type from. */
export const plaxis = defineExporter({
  id: "plaxis",
  name: "PLAXIS",
  about: "A parameter sheet to type from that is a script of PLAXIS' Python interface too: Modified Cam-Clay, Hardening Soil, and the sheet of a user-defined hypoplastic sand. Duncan-Chang, which PLAXIS does not have, is written as the Hardening Soil set with the same first loading, marked as an approximation.",
  source: sources.plaxis,
  models: ["soil/modified-cam-clay", "soil/hardening-soil", "soil/hypoplastic-sand", ...hyperbolicModels],
  refuses: refusals.plaxis,
  settings,
  write: (request) => {
    const { model } = request.estimate;
    if (model === "soil/modified-cam-clay") return camClay(request);
    if (model === "soil/hypoplastic-sand") return hypoplasticSheet(request);
    return hardening(request);
  },
});

function camClay(request: Request): Exported {
  const { estimate, model, settings: { names } } = request;
  const values = camClayValues(estimate, model);
  const states = byState<CamClayState>(estimate, (observation) => camClayState(values, estimate.options, observation));
  const voidRatios = [...new Set(states.map(({ state }) => digits(state.e)))];
  const constantShear = estimate.options?.["shear"] === "constant";
  const remarks = [
    ...(constantShear ? ["the estimate holds the shear modulus constant (option shear: constant); PLAXIS' Modified Cam-Clay holds Poisson's ratio constant, and the nu written here had no influence on the fit"] : []),
    ...(voidRatios.length > 1 ? [`the specimens start from ${voidRatios.length} void ratios (a table in the file): einit is left for you to choose`] : []),
  ];
  const properties: readonly Property[] = [
    { name: "lambda", value: values.lambda, about: "compression index on ln p, in e (Cc / 2.303)" },
    { name: "kappa", value: values.kappa, about: "swelling index on ln p, in e" },
    { name: nuName(names), value: values.nu, about: "Poisson's ratio of unloading and reloading" },
    { name: "M", value: values.M, about: "slope of the critical state line in compression" },
    ...(voidRatios.length === 1 ? [{ name: "einit", value: states[0]!.state.e, about: "void ratio at the start of the tests" }] : []),
  ];
  return {
    files: [script(request, { model: "Modified Cam-Clay", index: 8, properties, remarks, further: {
      "p_a": "none in this model",
      "void ratio": voidRatioConvention(estimate.options, "PLAXIS uses 1 + einit"),
    }, table: [
      "Initial states of the specimens. PLAXIS takes pc0 from OCR or POP in the initial stresses of a layer, where OCR is a ratio of vertical stresses, not of pc0 to p0:",
      ...table([["specimens", "p0 (kPa)", "pc0 (kPa)", "pc0/p0", "e0"], ...states.map(({ names: specimens, state }) => [specimens.join(", "), ...[state.p, state.pc, state.pc / state.p, state.e].map(short)])]),
    ] })],
    remarks,
  };
}

const nuName = (names: "2023" | "earlier"): string => (names === "2023" ? "nuUR" : "nu");

function hardening(request: Request): Exported {
  const { estimate, model, settings: { pref, EoedRatio, names } } = request;
  const values = parameterValues(estimate, model);
  const approximate = hyperbolicModels.includes(estimate.model);
  const v: HardeningValues = approximate ? hardeningFromHyperbolic(values, pref) : hardeningFor(values, pref);
  const remarks = [
    ...(approximate ? [`${approximation("PLAXIS", "Hardening Soil", values)}; psi = 0, nu_ur = 0.2, EoedRef and K0nc do not come from the estimate`] : []),
    `EoedRef = ${digits(EoedRatio)} E50ref is an assumption: the ${approximate ? "hyperbolic model" : "estimate's model"} has no cap, so its tests do not determine it (oedometer tests would; setting EoedRatio)`,
  ];
  const properties: readonly Property[] = [
    { name: "E50ref", value: v.E50ref, about: "secant modulus at half the strength, at pRef" },
    { name: "EoedRef", value: v.E50ref * EoedRatio, about: "tangent modulus of the oedometer at pRef", assumed: true },
    { name: "EurRef", value: v.Eurref, about: "modulus of unloading and reloading at pRef" },
    { name: "powerm", value: v.m, about: "exponent of the moduli" },
    { name: "cref", value: v.c, about: "cohesion" },
    { name: "phi", value: v.phi, about: "friction angle" },
    { name: "psi", value: v.psi, about: "dilatancy angle", ...(approximate ? { assumed: true as const } : {}) },
    { name: nuName(names), value: v.nu, about: "Poisson's ratio of unloading and reloading", ...(approximate ? { assumed: true as const } : {}) },
    { name: "pRef", value: v.pref, about: "reference pressure" },
    { name: "K0nc", value: 1 - Math.sin((v.phi * Math.PI) / 180), about: "1 - sin phi, PLAXIS' default", assumed: true },
    { name: "Rf", value: v.Rf, about: "failure ratio" },
  ];
  return {
    files: [script(request, { model: "Hardening Soil", index: 3, properties, remarks, approximate, further: {
      "p_ref": `${short(pref)} kPa; the moduli belong to it${approximate ? ` (the estimate: p_a = ${short(values["pa"]!)} kPa)` : ""}`,
      "void ratio": "not used by the estimate's model; set einit where PLAXIS needs it (dilatancy cut-off)",
    }, table: [] })],
    remarks,
  };
}

interface Sheet {
  readonly model: string;
  readonly index: number;
  readonly properties: readonly Property[];
  readonly remarks: readonly string[];
  readonly further: Readonly<Record<string, string>>;
  readonly table: readonly string[];
  readonly approximate?: boolean;
}

function script({ estimate, settings: { material, names } }: Request, { model, index, properties, remarks, further, table: states, approximate }: Sheet) {
  const identification = names === "2023" ? "Identification" : "MaterialName";
  const lines = [
    ...comment("#", [
      ...(approximate ? [`APPROXIMATION: ${model} for an estimate of ${estimate.modelName}`] : []),
      ...provenanceLines(estimate, { target: `PLAXIS, ${model}`, sign, units, further }), "",
      ...remarks.map((remark) => `NOTE: ${remark}`), ...(remarks.length > 0 ? [""] : []),
      `The sheet: material model ${model}`,
      ...table([["property", "value", "from", "what it is"], ...properties.map(({ name, value, about, assumed }) => [name, short(value), assumed ? "ASSUMED" : "estimate", about])]),
      ...(states.length > 0 ? ["", ...states] : []),
      "", "Weights, permeabilities, interfaces and drainage are not in it.", "",
    ]),
    "def create(g_i):",
    `    """Adds the material set to an open PLAXIS Input (plxscripting: s_i, g_i = new_server('localhost', 10000, password='...'))."""`,
    `    return g_i.soilmat("${identification}", ${JSON.stringify(identifier(material))}, "SoilModel", ${index}${properties.map(({ name, value }) => `,\n        "${name}", ${digits(value)}`).join("")})`,
  ];
  return textFile(`${stem(estimate.model)}.${approximate ? "approximated-by-hardening-soil." : ""}plaxis.py`, lines, "text/x-python");
}

/** A user-defined model has a place for each parameter and no name, so there is nothing to script. */
function hypoplasticSheet({ estimate, model }: Request): Exported {
  const material = userMaterial(estimate, model, stressScale("kN-m"), { pa: "estimate", compensate: false })!;
  const remarks = ["a user-defined soil model (DLL) of hypoplastic sand is needed in PLAXIS; the order of its parameters here is that of the soilmodels.com UMAT and from memory for the DLL: compare the names in PLAXIS' window"];
  const [first] = material.variants;
  const constants = first?.constants.slice(0, 14) ?? Object.entries(parameterValues(estimate, model)).map(([name, value]) => ({ name, value }));
  const lines = comment("#", [
    ...provenanceLines(estimate, { target: "PLAXIS, user-defined hypoplastic sand", sign, units, further: { "p_a": "none in this model", "void ratio": "e_0 at the start of each test; it changes by de = (1 + e) tr D" } }), "",
    ...[...remarks, ...material.notes].map((remark) => `NOTE: ${remark}`), "",
    "The sheet:",
    ...table([["place and parameter", "value"], ...constants.map(({ name, value }, i) => [`${i + 1}  ${name}`, digits(value)])]),
    "", "Initial void ratios of the specimens (a state of the user-defined model):",
    ...table([["specimens", "e0"], ...material.variants.map(({ specimens, constants: own }) => [specimens.join(", "), short(own.at(-1)!.value)])]),
  ]);
  return { files: [textFile(`${stem(estimate.model)}.plaxis.txt`, lines)], remarks };
}
