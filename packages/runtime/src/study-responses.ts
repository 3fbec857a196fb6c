import { closest, type ForwardModel, InputError, type ResponseUse, simulate } from "@inversa/core";
import { defaultResponses } from "./default-responses.ts";
import type { ParameterSpace } from "./parameter-space.ts";
import { placeIn } from "./study-file.ts";
import type { StudyObservation } from "./study-observations.ts";
import type { StudyFile } from "./study-schema.ts";

/** What a measurement error is taken to be when nothing is said. */
export const defaultNoise = { relative: 0.02, absolute: 0 } as const;

/** The responses of a study, and for each test those that its simulation keeps. */
export interface StudyResponses {
  readonly uses: Readonly<Record<string, ResponseUse>>;
  readonly perTest: readonly (readonly string[])[];
}

/**
 * Which responses are compared: those that the file names, or by default all that data and model share and that say something of their own.
 * @throws InputError `response-unknown`, `study-invalid` where nothing is left to compare.
 */
export function studyResponses(file: StudyFile, model: ForwardModel, space: ParameterSpace, fixed: Readonly<Record<string, number>>, observations: readonly StudyObservation[]): StudyResponses {
  const computed = observations.map(({ observation }) => computedResponses(model, space, fixed, observation.test, file.options));
  // A test without any measurement (for training and evaluating) stands for one with all of them.
  const shared = observations.map(({ observation }, t) => {
    const measured = Object.keys(observation.responses).filter((name) => observation.responses[name]!.some(Number.isFinite));
    return Object.keys(observation.responses).length === 0 ? computed[t]! : measured.filter((name) => computed[t]!.includes(name));
  });
  if (file.responses) checkNames(file, observations, computed);
  const names = file.responses ? Object.keys(file.responses) : defaultResponses(observations.map(({ protocol, observation, reading }, t) => ({ protocol, conditions: observation.test.conditions, shared: shared[t]!, ...(reading ? { reading } : {}) })));
  // One of weight zero is shown beside its prediction and used by nothing: neither by the misfit, nor as a network's input, nor as information.
  const used = names.filter((name) => file.responses?.[name]?.weight !== 0);
  const perTest = shared.map((have) => used.filter((name) => have.includes(name)));
  const empty = perTest.findIndex((kept) => kept.length === 0);
  if (empty >= 0) {
    const { observation, protocol } = observations[empty]!;
    const has = Object.keys(observation.responses);
    // Columns of gaps hold nothing, whatever they are called.
    const blank = has.length > 0 && has.every((name) => !observation.responses[name]!.some(Number.isFinite));
    throw new InputError("study-invalid", {
      where: placeIn(file, [file.responses ? "responses" : "data"]),
      what: `"${observation.id}" has nothing to compare with ${model.id}: it holds ${blank ? `no measured value of ${has.join(", ")}` : has.length > 0 ? has.join(", ") : "no responses"}, the model computes ${computed[empty]!.join(", ")}`,
      expected: `at least one response of ${protocol.id} that both have`,
      next: "Leave this test out, or name other responses",
    });
  }
  return { uses: Object.fromEntries(names.map((name) => [name, useOf(file.responses?.[name])])), perTest };
}

function useOf(given: NonNullable<StudyFile["responses"]>[string] | undefined): ResponseUse {
  const { noise, weight = 1 } = given ?? {};
  if (noise === undefined) return { noise: defaultNoise, weight };
  if (typeof noise === "number") return { noise: { relative: noise, absolute: 0 }, weight };
  // Somebody who gives only an absolute error does not mean a relative one on top.
  return { noise: { relative: noise.relative ?? (noise.absolute === undefined ? defaultNoise.relative : 0), absolute: noise.absolute ?? 0 }, weight };
}

/** What the model answers for a test is known by asking it, at a few draws in case one of them fails at once. */
function computedResponses(model: ForwardModel, space: ParameterSpace, fixed: Readonly<Record<string, number>>, test: StudyObservation["observation"]["test"], options: unknown): readonly string[] {
  const found = new Set<string>();
  for (let i = 0; i < 3; i++) {
    const theta = space.draw(0, i);
    const { responses } = simulate(model, { ...fixed, ...Object.fromEntries(space.names.map((name, p) => [name, theta[p]!])) }, test, options);
    for (const name of Object.keys(responses)) found.add(name);
  }
  return [...found];
}

function checkNames(file: StudyFile, observations: readonly StudyObservation[], computed: readonly (readonly string[])[]): void {
  const declared = new Set(observations.flatMap(({ protocol }) => Object.keys(protocol.responses)));
  const answered = new Set(computed.flat());
  for (const name of Object.keys(file.responses ?? {})) {
    if (answered.has(name)) continue;
    const near = closest(name, answered);
    throw new InputError("response-unknown", {
      where: placeIn(file, ["responses", name]),
      what: declared.has(name) ? `${file.model} does not compute "${name}"` : `no test of this study has a response "${name}"`,
      expected: `one of ${[...answered].join(", ")}`,
      ...(near ? { next: `Did you mean "${near}"?` } : {}),
    });
  }
}
