import { defineExporter, type ExportedFile, type ExportRequest, flag, InputError, type MeasuredCurve, number, provenanceLines, text } from "@inversa/core";
import { noState } from "./abaqus.ts";
import { atmosphericPressure } from "./pressure.ts";
import { refusals } from "./refusals.ts";
import { sources } from "./sources.ts";
import { identifiers, specimensOf, type StartingStress } from "./specimens.ts";
import { comment, textFile } from "./text-file.ts";
import { userMaterial, type UserMaterial, userMaterials, type UserMaterialVariant } from "./umat.ts";
import { digits, stressScale, units, unitsText, type StressScale } from "./units.ts";

const settings = {
  units,
  increments: number({ default: 1000, bounds: [10, 1_000_000], integer: true, about: "increments of each stretch of a test" }),
  iterations: number({ default: 100, bounds: [1, 10_000], integer: true, about: "largest number of iterations of an increment" }),
  material: text({ default: "soil", about: "name of the material that the UMAT is told (CMNAME)" }),
  pa: atmosphericPressure,
  compensate: flag({ default: false, about: "Duncan-Chang: writes the cohesion 1 lower, since the public UMAT adds 1 to it" }),
} as const;

/** Input of A. Niemunis' incrementalDriver: the same element tests, run by the UMAT. */
export const incrementalDriver = defineExporter({
  id: "incremental-driver",
  name: "incrementalDriver",
  about: "parameters.inp, initialconditions.inp and test.inp for each specimen, which repeat its test with the public UMATs of Duncan-Chang E-B and hypoplastic sand: the check before a finite-element run.",
  source: sources.incrementalDriver,
  models: userMaterials,
  refuses: refusals.incrementalDriver,
  settings,
  write: ({ estimate, model, settings: chosen }: ExportRequest<typeof settings>) => {
    const scale = stressScale(chosen.units);
    const material = userMaterial(estimate, model, scale, chosen)!;
    const found = specimensOf(estimate).flatMap((observation) => {
      const variant = material.variants.find(({ specimens }) => specimens.includes(observation.id));
      return variant?.stress === undefined ? [] : [{ observation, variant, stress: variant.stress }];
    });
    if (found.length === 0) throw noState(estimate.modelName);
    const lost = estimate.observations.filter(({ id }) => !found.some(({ observation }) => observation.id === id)).map(({ id }) => id);
    const names = identifiers(found.map(({ observation }) => observation.id));
    const foot = (file: string): readonly string[] => comment("!", ["", ...provenanceLines(estimate, {
      target: `incrementalDriver, ${file}`, sign: "tension positive (stresses and strains negative in compression), order 11 22 33 12 13 23, the specimen's axis is 1; parameters are positive", units: unitsText(scale),
      further: { "p_a": material.pa ?? "none in this model", "void ratio": estimate.model === "soil/hypoplastic-sand" ? "e_0 at the start of the test, constant 16 and state variable 7" : "not used by this model" },
    }), "", ...material.notes.map((note) => `NOTE: ${note}`)]);
    return {
      files: found.flatMap(({ observation, variant, stress }, i) => filesOf(observation, variant, stress, found.length > 1 ? `-${names[i]}` : "", material, scale, chosen, foot)),
      remarks: [
        `run it as: incrementalDriver test=test${found.length > 1 ? `-${names[0]}` : ""}.inp param=parameters${found.length > 1 ? `-${names[0]}` : ""}.inp ini=initialconditions${found.length > 1 ? `-${names[0]}` : ""}.inp, linked with ${material.code}`,
        ...(lost.length > 0 ? [`${lost.join(", ")}: the initial state is not stated, so no files are written`] : []),
        ...material.notes.slice(0, 1),
      ],
    };
  },
});

interface Driving { readonly increments: number; readonly iterations: number; readonly material: string }

function filesOf(
  observation: MeasuredCurve, { constants, state }: UserMaterialVariant, stress: StartingStress, suffix: string, material: UserMaterial, scale: StressScale, driving: Driving, foot: (file: string) => readonly string[],
): readonly ExportedFile[] {
  // The driver reads as many values as it was told and no further, so that the provenance stands below them; only the first line may carry a comment of its own.
  const title = `# Inversa: ${observation.id}; provenance and conventions below`;
  const states = state.length > 0 ? state : Array.from({ length: material.stateVariables }, () => 0);
  return [
    textFile(`parameters${suffix}.inp`, [`${driving.material} ${comment("", [title]).join("").trim()}`, `${constants.length}`, ...constants.map(({ name, value }) => `${digits(value)}  ! ${name}`), ...foot("parameters")]),
    textFile(`initialconditions${suffix}.inp`, ["6", ...[-stress.axial, -stress.radial, -stress.radial, 0, 0, 0].map(digits), `${states.length}`, ...states.map(digits), ...foot("initial conditions")]),
    textFile(`test${suffix}.inp`, [`output${suffix}.out`, ...stretches(observation, scale).flatMap((by) => step(observation.protocol, by, driving)), "*End", ...foot("test")]),
  ];
}

/** Changes of the axis between its turning points: strain, or stress in the system's unit. */
function stretches({ axis, protocol, conditions }: MeasuredCurve, scale: StressScale): readonly number[] {
  const points = axis.filter((value): value is number => value !== null);
  const start = protocol === "oedometer" ? (conditions["initialAxialStress"] ?? conditions["confiningPressure"] ?? points[0] ?? 0) : protocol === "isotropic-compression" ? (conditions["confiningPressure"] ?? 0) : 0;
  const turns = [start, ...points].filter((value, i, all) => i === 0 || i === all.length - 1 || (value - all[i - 1]!) * (all[i + 1]! - value) < 0);
  const factor = protocol === "oedometer" || protocol === "isotropic-compression" ? scale.factor : 1;
  return turns.slice(1).map((value, i) => (value - turns[i]!) * factor).filter((by) => by !== 0);
}

/** Keyword lines of one stretch. Every path is prescribed by Cartesian components, whose signs leave no doubt. */
function step(protocol: string, by: number, { increments, iterations }: Driving): readonly string[] {
  const common = `${increments} ${iterations} 1.0`;
  const linear = (rows: readonly (readonly [stress: 0 | 1, change: number])[]): readonly string[] => ["*LinearLoad", common, "*Cartesian", ...rows.map(([stress, change]) => `${stress} ${digits(change)}`), "0 0", "0 0", "0 0"];
  switch (protocol) {
    case "drained-triaxial": return ["*TriaxialE1", common, digits(-by)];
    case "undrained-triaxial": return linear([[0, -by], [0, by / 2], [0, by / 2]]);
    case "oedometer": return ["*OedometricS1", common, digits(-by)];
    case "isotropic-compression": return linear([[1, -by], [1, -by], [1, -by]]);
    case "constant-p-triaxial": return ["*ObeyRestrictions", common, "sd1 + sd2 + sd3 = 0", "sd2 - sd3 = 0", `ed1 = ${digits(-by)}`, "ed4 = 0", "ed5 = 0", "ed6 = 0"];
    default: throw new InputError("export-unsupported", { where: "format incremental-driver", what: `a test under "${protocol}" has no form in the incrementalDriver` });
  }
}
