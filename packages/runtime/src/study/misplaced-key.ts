import type { ForwardModel } from "@inversa/core";

/** Where a key of the model stands that somebody wrote at the top of a study file; undefined where the model has no such name. */
export function placeOfModelKey(model: ForwardModel, key: string): string | undefined {
  const as = (what: string, where: string): string => `"${key}" is ${what} of ${model.id}: it goes under ${where}`;
  if (Object.hasOwn(model.options, key)) return as("an option", `options, as in options: { ${key}: ... }`);
  if (Object.hasOwn(model.parameters, key)) return as("a parameter", "estimate with its prior, or under fixed with its value");
  const protocol = model.simulations.find((simulation) => Object.hasOwn(simulation.protocol.conditions, key))?.protocol;
  if (protocol) return `"${key}" is a condition of ${protocol.id}: it goes under conditions of an entry of data`;
  const measured = model.simulations.find((simulation) => Object.hasOwn(simulation.protocol.responses, key));
  return measured ? `"${key}" is a curve of ${measured.protocol.id}: it goes under responses` : undefined;
}
