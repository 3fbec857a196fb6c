import { closest, type ForwardModel, InputError, plausibleRange, type Prior, quantitiesUnder, type Quantity, readParameters } from "@inversa/core";
import { bindTheta } from "../space/bind-theta.ts";
import { type ParameterSpace, parameterSpace } from "../space/parameter-space.ts";
import type { Specimens } from "../space/specimens.ts";
import { placeIn, within } from "./study-place.ts";
import type { StudyFile } from "./study-schema.ts";

/** The prior that a plausible range means: log-uniform where the quantity spans decades, else uniform. */
export function plausiblePrior(quantity: Quantity): Prior {
  const [min, max] = plausibleRange(quantity);
  return quantity.scale === "log" && min > 0 ? { distribution: "log-uniform", min, max } : { distribution: "uniform", min, max };
}

/**
 * The priors of the parameters that a study estimates; the names under `estimate` and `fixed` are checked against the model.
 * @param options Of the model, validated.
 * @throws InputError `parameter-unknown`, `parameter-missing`, `parameter-out-of-bounds`, `prior-invalid`, each with its place in the file.
 */
export function studyParameters(file: StudyFile, model: ForwardModel, options: Readonly<Record<string, unknown>>): Readonly<Record<string, Prior>> {
  const names = Object.keys(file.estimate);
  if (names.length === 0 && file.tests.every(({ estimate }) => Object.keys(estimate).length === 0)) {
    throw new InputError("study-invalid", { where: placeIn(file, ["estimate"]), what: "no parameter is estimated", expected: `at least one of ${Object.keys(model.parameters).join(", ")}` });
  }
  for (const name of names) within(file, ["estimate", name], () => checkKnown(model, name));
  for (const [name, value] of Object.entries(file.fixed)) {
    within(file, ["fixed", name], () => {
      checkKnown(model, name);
      const [min, max] = model.parameters[name]!.bounds;
      if (!(value >= min && value <= max)) throw new InputError("parameter-out-of-bounds", { what: `${name} = ${value} is out of range`, expected: `a number from ${min} to ${max}` });
      if (names.includes(name)) throw new InputError("study-invalid", { what: `"${name}" is both estimated and fixed`, expected: "one of the two" });
    });
  }
  for (const [name, { default: value, optional, about, bounds }] of Object.entries(model.parameters)) {
    if (value !== undefined || optional || names.includes(name) || Object.hasOwn(file.fixed, name)) continue;
    throw new InputError("parameter-missing", { where: placeIn(file, ["estimate"]), what: `${name} (${about}) is neither estimated nor fixed, and the model has no default for it`, expected: `a prior under "estimate" or a value from ${bounds[0]} to ${bounds[1]} under "fixed"` });
  }
  const quantities = quantitiesUnder(model, options);
  const estimate = Object.fromEntries(names.map((name) => [name, priorOf(quantities[name]!, file.estimate[name]!)]));
  for (const name of names) within(file, ["estimate", name], () => parameterSpace(model, { [name]: estimate[name]! }, [], {}));
  return estimate;
}

/**
 * All unknowns of a study together.
 * @throws InputError `prior-invalid` for correlations that contradict each other, or priors under which next to nothing has a meaning.
 */
export function studySpace(file: StudyFile, model: ForwardModel, estimate: Readonly<Record<string, Prior>>, specimens: Specimens): ParameterSpace {
  for (const [i, correlation] of file.correlations.entries()) within(file, ["correlations", i], () => parameterSpace(model, estimate, [correlation], {}, specimens));
  const space = within(file, file.correlations.length > 0 ? ["correlations"] : ["estimate"], () => parameterSpace(model, estimate, file.correlations, file.fixed, specimens));
  // A draw throws when nothing under the priors means anything.
  within(file, ["estimate"], () => readParameters(model, bindTheta(model, { columns: space.columns, fixed: file.fixed, tests: specimens.tests }, space.draw(0, 0)).parameters));
  return space;
}

function checkKnown(model: ForwardModel, name: string): void {
  const known = Object.keys(model.parameters);
  if (known.includes(name)) return;
  const near = closest(name, known);
  throw new InputError("parameter-unknown", { what: `${model.id} has no parameter "${name}"`, expected: `one of ${known.join(", ")}`, ...(near ? { next: `Did you mean "${near}"?` } : {}) });
}

/** A prior as the file gives it. */
export function priorOf(quantity: Quantity, given: StudyFile["estimate"][string]): Prior {
  if (given === "plausible") return plausiblePrior(quantity);
  if (given.distribution === "uniform" || given.distribution === "log-uniform") return given;
  const { min, max, ...rest } = given;
  return { ...rest, ...(min !== undefined ? { min } : {}), ...(max !== undefined ? { max } : {}) };
}
