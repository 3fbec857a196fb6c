import type { ResponseUse, Study } from "@inversa/core";

/** A response of one test that takes part otherwise than the study says of all tests. */
export interface Exception {
  readonly observation: string;
  readonly response: string;
  readonly use: ResponseUse;
}

/** What a study says of single tests alone, for showing beside what it says of all; measured responses only. */
export const exceptionsOf = ({ observations, responses, uses }: Study): readonly Exception[] =>
  observations.flatMap(({ id, responses: measured }, t) =>
    Object.entries(uses[t] ?? {}).flatMap(([response, use]) => (Object.hasOwn(measured, response) && !sameUse(use, responses[response]!) ? [{ observation: id, response, use }] : [])),
  );

const sameUse = (a: ResponseUse, b: ResponseUse): boolean =>
  a.weight === b.weight && a.until === b.until && a.upTo === b.upTo && a.noise.relative === b.noise.relative && a.noise.absolute === b.noise.absolute;
