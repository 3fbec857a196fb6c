import { choice, defineExporter, type ExportRequest, flag, number, provenanceLines, text } from "@inversa/core";
import { noState } from "./abaqus.ts";
import { atmosphericPressure } from "./pressure.ts";
import { refusals } from "./refusals.ts";
import { sources } from "./sources.ts";
import { comment, stem, textFile } from "./text-file.ts";
import { userMaterial, type UserMaterialVariant, userMaterials } from "./umat.ts";
import { digits, stressScale, units, unitsText } from "./units.ts";

const settings = {
  units,
  language: choice({ default: "tcl", choices: { tcl: "OpenSees (Tcl)", python: "OpenSeesPy" }, about: "the language of the command" }),
  tag: number({ default: 1, bounds: [1, 1e9], integer: true, about: "tag of the first material; further ones count up" }),
  symbol: text({ default: "umat", about: "name of the UMAT's entry subroutine" }),
  library: text({ default: "./libumat.so", about: "path of the shared library that the UMAT was compiled to" }),
  pa: atmosphericPressure,
  compensate: flag({ default: false, about: "Duncan-Chang: writes the cohesion 1 lower, since the public UMAT adds 1 to it" }),
} as const;

/** `nDMaterial UMAT` commands, one a specimen's initial state. */
export const opensees = defineExporter({
  id: "opensees",
  name: "OpenSees",
  about: "nDMaterial UMAT commands, in Tcl or Python, that run the public UMATs of Duncan-Chang E-B and hypoplastic sand.",
  source: sources.openSees,
  models: userMaterials,
  refuses: refusals.opensees,
  settings,
  write: ({ estimate, model, settings: chosen }: ExportRequest<typeof settings>) => {
    const scale = stressScale(chosen.units);
    const material = userMaterial(estimate, model, scale, chosen)!;
    const { variants, notes } = material;
    if (variants.length === 0) throw noState(estimate.modelName);
    const python = chosen.language === "python";
    const write = python ? pythonCommand : tclCommand;
    const remarks = [
      ...(variants.length > 1 ? [`the specimens have ${variants.length} initial states: one material each, of which one is to be chosen`] : []),
      ...notes.slice(0, 1),
      `compile the UMAT (${material.code}) to ${chosen.library}; Inversa does not bring it`,
    ];
    const lines = [
      ...comment("#", [
        ...provenanceLines(estimate, { target: "OpenSees, nDMaterial UMAT", sign: "tension positive in OpenSees and in the UMAT (-initial_stress is negative in compression, order s11 s22 s33 s12 s13 s23); parameters are positive", units: unitsText(scale), further: {
          "p_a": material.pa ?? "none in this model", "void ratio": estimate.model === "soil/hypoplastic-sand" ? "e_0 at the start of each test, in PROPS(16) and STATEV(7)" : "not used by this model",
        } }), "",
        material.about, ...notes.map((note) => `NOTE: ${note}`),
        ...(material.unsymmetric ? ["NOTE: the tangent is unsymmetric: use `system UmfPack`"] : []), "",
        `PROPS: ${variants[0]!.constants.map(({ name }) => name).join(", ")}`, "",
      ]),
      ...variants.flatMap((variant, i) => [
        ...comment("#", [variant.specimens.length === 0 ? "no test states its initial stresses: give -initial_stress" : `initial state of ${variant.specimens.join(", ")}; the specimen's axis is 3`]),
        ...write(variant, chosen.tag + i, material.stateVariables, chosen),
      ]),
    ];
    return { files: [textFile(`${stem(estimate.model)}.opensees.${python ? "py" : "tcl"}`, lines, python ? "text/x-python" : "text/x-tcl")], remarks };
  },
});

interface Names { readonly symbol: string; readonly library: string }

const stressOf = ({ stress }: UserMaterialVariant): readonly number[] => (stress === undefined ? [] : [-stress.radial, -stress.radial, -stress.axial, 0, 0, 0]);

function tclCommand(variant: UserMaterialVariant, tag: number, states: number, { symbol, library }: Names): readonly string[] {
  const { constants, state } = variant;
  const stress = stressOf(variant);
  return [
    `nDMaterial UMAT ${tag} -symbol {${symbol}} \\`,
    `    -nprops ${constants.length} -props ${constants.map(({ value }) => digits(value)).join(" ")} \\`,
    `    -nstatv ${states}${state.length > 0 ? ` -statev ${state.map(digits).join(" ")}` : ""} \\`,
    ...(stress.length > 0 ? [`    -initial_stress ${stress.map(digits).join(" ")} \\`] : []),
    `    -library {${library}}`,
  ];
}

function pythonCommand(variant: UserMaterialVariant, tag: number, states: number, { symbol, library }: Names): readonly string[] {
  const { constants, state } = variant;
  const stress = stressOf(variant);
  return [
    `nDMaterial('UMAT', ${tag}, '-symbol', ${JSON.stringify(symbol)},`,
    `           '-nprops', ${constants.length}, '-props', ${constants.map(({ value }) => digits(value)).join(", ")},`,
    `           '-nstatv', ${states},${state.length > 0 ? ` '-statev', ${state.map(digits).join(", ")},` : ""}`,
    ...(stress.length > 0 ? [`           '-initial_stress', ${stress.map(digits).join(", ")},`] : []),
    `           '-library', ${JSON.stringify(library)})`,
  ];
}
