import { closest, type ForwardModel, InputError, plausibleRange, type Prior, readParameters } from "@inversa/core";
import { type ParameterSpace, parameterSpace } from "./parameter-space.ts";
import { placeIn, within } from "./study-file.ts";
import type { StudyFile } from "./study-schema.ts";

/** The prior that a model's plausible range means: log-uniform where the parameter spans decades, else uniform. */
export function plausiblePrior(model: ForwardModel, name: string): Prior {
  const quantity = model.parameters[name]!;
  const [min, max] = plausibleRange(quantity);
  return quantity.scale === "log" && min > 0 ? { distribution: "log-uniform", min, max } : { distribution: "uniform", min, max };
}

/** Estimated and fixed parameters of a study. */
export interface StudyParameters {
  readonly estimate: Readonly<Record<string, Prior>>;
  readonly space: ParameterSpace;
}

/**
 * Checks the parameters that a study names against the model.
 * @throws InputError `parameter-unknown`, `parameter-missing`, `parameter-out-of-bounds`, `prior-invalid`, each with its place in the file.
 */
export function studyParameters(file: StudyFile, model: ForwardModel): StudyParameters {
  const names = Object.keys(file.estimate);
  if (names.length === 0) throw new InputError("study-invalid", { where: placeIn(file, ["estimate"]), what: "no parameter is estimated", expected: `at least one of ${Object.keys(model.parameters).join(", ")}` });
  for (const name of names) within(file, ["estimate", name], () => checkKnown(model, name));
  for (const [name, value] of Object.entries(file.fixed)) {
    within(file, ["fixed", name], () => {
      checkKnown(model, name);
      const [min, max] = model.parameters[name]!.bounds;
      if (!(value >= min && value <= max)) throw new InputError("parameter-out-of-bounds", { what: `${name} = ${value} is out of range`, expected: `a number from ${min} to ${max}` });
      if (names.includes(name)) throw new InputError("study-invalid", { what: `"${name}" is both estimated and fixed`, expected: "one of the two" });
    });
  }
  for (const [name, { default: value, about, bounds }] of Object.entries(model.parameters)) {
    if (value !== undefined || names.includes(name) || Object.hasOwn(file.fixed, name)) continue;
    throw new InputError("parameter-missing", { where: placeIn(file, ["estimate"]), what: `${name} (${about}) is neither estimated nor fixed, and the model has no default for it`, expected: `a prior under "estimate" or a value from ${bounds[0]} to ${bounds[1]} under "fixed"` });
  }
  const estimate = Object.fromEntries(names.map((name) => [name, priorOf(model, name, file.estimate[name]!)]));
  for (const name of names) within(file, ["estimate", name], () => parameterSpace(model, { [name]: estimate[name]! }, [], {}));
  for (const [i, correlation] of file.correlations.entries()) within(file, ["correlations", i], () => parameterSpace(model, estimate, [correlation], {}));
  const space = within(file, file.correlations.length > 0 ? ["correlations"] : ["estimate"], () => parameterSpace(model, estimate, file.correlations, file.fixed));
  within(file, ["estimate"], () => meaningful(model, space, file.fixed));
  return { estimate, space };
}

function checkKnown(model: ForwardModel, name: string): void {
  const known = Object.keys(model.parameters);
  if (known.includes(name)) return;
  const near = closest(name, known);
  throw new InputError("parameter-unknown", { what: `${model.id} has no parameter "${name}"`, expected: `one of ${known.join(", ")}`, ...(near ? { next: `Did you mean "${near}"?` } : {}) });
}

function priorOf(model: ForwardModel, name: string, given: StudyFile["estimate"][string]): Prior {
  if (given === "plausible") return plausiblePrior(model, name);
  if (given.distribution === "uniform" || given.distribution === "log-uniform") return given;
  const { min, max, ...rest } = given;
  return { ...rest, ...(min !== undefined ? { min } : {}), ...(max !== undefined ? { max } : {}) };
}

/** A draw throws when nothing under the priors means anything to the model. */
function meaningful(model: ForwardModel, space: ParameterSpace, fixed: Readonly<Record<string, number>>): void {
  const theta = space.draw(0, 0);
  readParameters(model, { ...fixed, ...Object.fromEntries(space.names.map((name, i) => [name, theta[i]!])) });
}
