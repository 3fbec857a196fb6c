import type { ResolvedStudy } from "@inversa/runtime";
import type { TrainedStudy } from "@inversa/web/site";

/** A study as the page takes it: no YAML, no files. Numbers that the page reads as they are. */
export const shippedStudy = ({ study, space, task }: ResolvedStudy): TrainedStudy => ({
  model: study.model, options: study.options,
  tests: task.tests.map(({ protocol, conditions, axis }, t) => ({ id: study.observations[t]!.id, protocol, conditions, axis: Array.from(axis) })),
  terms: { estimate: Object.fromEntries(space.names.map((name) => [name, study.estimate[name]!])), fixed: study.fixed, responses: study.responses },
});
