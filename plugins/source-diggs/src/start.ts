import type { Inference, Protocol } from "@inversa/core";
import { drainedInWords, drainedTriaxial, radialStressAtStart, triaxialCode, undrainedTriaxial } from "@inversa/soil";
import { ambiguous, conditionsFor, quoted, shown } from "@inversa/tables";
import { measure } from "./measures.ts";
import type { DiggsSettings } from "./settings.ts";
import { descend, type Element } from "./tree.ts";
import type { Trial } from "./trials.ts";

/** A trial whose kind and start are known. */
export interface Start {
  readonly file: string;
  readonly trial: Trial;
  readonly shear: Element;
  readonly protocol: Protocol;
  readonly drained: boolean;
  readonly conditions: Readonly<Record<string, number>>;
  /** Dimensions of the specimen, for readings of load and deflection. */
  readonly dimensions: Readonly<Record<string, number>>;
  /** Pore pressure at the start of shearing, kPa. */
  readonly porePressure: number | undefined;
}

/** A start with what was worked out for it, or what is missing. */
export type Begun = { readonly start: Start; readonly inferred: readonly Inference[] } | { readonly missing: string };

/**
 * Kind of test and conditions at the start of shearing.
 * @param given Conditions of every test, by the user; they win.
 * @throws InputError `data-ambiguous` with the setting that settles it.
 */
export function startOf(file: string, trial: Trial, settings: DiggsSettings, protocols: readonly Protocol[], given: Readonly<Record<string, number>>): Begun {
  const { id, type, element, shear, consolidation } = trial;
  const where = `${file}, line ${element.line}`;
  if (!shear) return { missing: "no shear stage" };
  if (/^(?:UU|UUM|UNC)$/i.test(type.trim())) {
    const strength = measure(file, shear, "undrainedShearStrengthAtFailure", "kPa");
    return { missing: `a test in total stresses (${type}), which gives no effective-stress curve${strength === undefined ? "" : `; undrained strength ${shown(strength)} kPa: in a total-stress analysis phi = 0 and c = that`}` };
  }
  const code = triaxialCode(type);
  const drained = code?.drained ?? drainedInWords(type) ?? (settings.drainage === "stated" ? undefined : settings.drainage === "drained");
  if (drained === undefined) throw ambiguous(where, `test ${quoted(id)} is of type ${quoted(type)} (triaxialTestType), which is no code that Inversa knows`, "was it sheared drained or undrained?", "Set drainage to drained or undrained, or leave the test out with only");
  const { id: wanted, name } = drained ? drainedTriaxial : undrainedTriaxial;
  const protocol = protocols.find((each) => each.id === wanted);
  if (!protocol) return { missing: `a kind of test that the model does not compute: ${name}` };
  if (code?.anisotropic) return { missing: `anisotropic consolidation (${type}), of which DIGGS does not hold the axial stress` };
  const stated = measure(file, consolidation, "effectiveStressEndofConsolidationStage", "kPa");
  const porePressure = measure(file, shear, "porewaterPressureStartOfShearing", "kPa");
  const radial = radialStressAtStart({ stated, cellPressure: measure(file, shear, "totalCellPressureDuringShearStage", "kPa"), porePressure }, settings.effectiveStress);
  if (radial && "difference" in radial && given["confiningPressure"] === undefined) {
    throw ambiguous(where, `test ${quoted(id)} has an effective stress of ${shown(radial.stated)} kPa (effectiveStressEndofConsolidationStage), but cell less pore pressure is ${shown(radial.difference)} kPa`, "which is the effective radial stress at the start of shearing?", "Set effectiveStress to stated or difference, or leave the test out with only");
  }
  const found = radial && "value" in radial ? radial : undefined;
  const pressure = given["confiningPressure"] ?? found?.value;
  if (pressure === undefined || !(pressure > 0)) return { missing: `no positive effective stress at the start of shearing (effectiveStressEndofConsolidationStage, or totalCellPressureDuringShearStage with porewaterPressureStartOfShearing)` };
  const before = descend(trial.specimen, "conditionPreTest", "SpecimenConditions");
  const ratio = measure(file, before, "voidRatio", "1");
  const own = { confiningPressure: pressure, ...(ratio === undefined ? {} : { initialVoidRatio: ratio }) };
  const conditions = { ...own, ...conditionsFor(protocol, given) };
  const from = given["confiningPressure"] !== undefined ? "as given" : found?.by === "stated" ? "effectiveStressEndofConsolidationStage" : "cell less pore pressure";
  const said = [`confiningPressure ${shown(pressure)} kPa (${from})`, ...(ratio === undefined ? [] : [`initialVoidRatio ${shown(ratio)} (conditionPreTest, before consolidation)`])];
  return {
    start: { file, trial, shear, protocol, drained, conditions, dimensions: { ...dimensionsOf(file, before), ...ofSpecimen(protocol, given) }, porePressure },
    inferred: [{ what: `"${id}": ${drained ? "drained" : "undrained"}, ${said.join(", ")}`, because: `line ${element.line}; ${code || drainedInWords(type) !== undefined ? `triaxialTestType ${type}` : "setting drainage"}` }],
  };
}

/** As far as the specimen states them, before the test. */
const dimensionsOf = (file: string, specimen: Element | undefined): Readonly<Record<string, number>> => Object.fromEntries(
  ([["initialHeight", "height", "mm"], ["initialDiameter", "diameter", "mm"], ["initialArea", "crossSectionalArea", "cm2"]] as const).flatMap(([name, element, unit]) => {
    const value = measure(file, specimen, element, unit);
    // A cross-section is for specimens without a diameter.
    return value === undefined || (name === "initialArea" && descend(specimen, "diameter")) ? [] : [[name, value] as const];
  }),
);

/** What the user says of specimen and apparatus. */
const ofSpecimen = ({ specimen = {} }: Protocol, given: Readonly<Record<string, number>>): Readonly<Record<string, number>> => Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(specimen, name)));
