import type { EstimatedParameter } from "@inversa/core";
import type { SettledStudy } from "./settle-study.ts";

/** What an unknown of a study is, as estimates describe it. */
export type DescribedUnknown = Pick<EstimatedParameter, "name" | "state" | "unit" | "symbol" | "about">;

/** The unknowns of a study in the order of theta: parameters of the model, then states with the observations that have them. */
export const unknownsOf = ({ space, study }: SettledStudy): readonly DescribedUnknown[] =>
  space.names.map((name, j) => {
    const { unit, symbol, about } = space.quantities[j]!;
    const column = space.columns[j]!;
    return { name, ...("condition" in column ? { state: { condition: column.condition, observations: column.tests.map((t) => study.observations[t]!.id) } } : {}), unit, ...(symbol ? { symbol } : {}), about };
  });
