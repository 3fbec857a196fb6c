import { type Conventions, type Estimate, type ForwardModel, parameterValues } from "@inversa/core";

/** What the numbers mean. Soil estimates also say what other programs for soils decide differently. */
export function conventions(estimate: Estimate, model?: ForwardModel): Omit<Conventions, "target"> {
  const { options } = estimate;
  const soil = estimate.model.startsWith("soil/");
  const { pa } = parameterValues(estimate, model);
  return {
    sign: soil ? "compression positive, effective stresses" : "as the protocols define their channels",
    units: soil ? "the unit of each row; strains natural (logarithmic) and as decimals" : "the unit of each row",
    ...(soil ? { further: {
      "p_a": pa === undefined ? "none in this model" : `${pa} kPa`,
      "void ratio": `initial values are conditions of the tests${options?.["volume"] === undefined ? "" : `; option volume: ${String(options["volume"])}`}`,
    } } : {}),
  };
}
