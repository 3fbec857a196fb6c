import { type Channels, closest, type ForwardModel, InputError, type NoiseLevel, type ResponseUse, simulate } from "@inversa/core";
import { bindTheta } from "../space/bind-theta.ts";
import { defaultResponses } from "./default-responses.ts";
import type { ParameterSpace } from "../space/parameter-space.ts";
import { placeIn } from "./study-place.ts";
import type { StudyObservation } from "./study-observations.ts";
import type { StudyFile } from "./study-schema.ts";
import { saidOf } from "./study-tests.ts";

/** What a measurement error is taken to be when nothing is said. */
export const defaultNoise = { relative: 0.02, absolute: 0 } as const;

/** The responses of a study, and for each test those that its simulation keeps. */
export interface StudyResponses {
  readonly responses: Readonly<Record<string, ResponseUse>>;
  /** For each test: `responses`, with what was said of it alone. */
  readonly uses: readonly Readonly<Record<string, ResponseUse>>[];
  readonly perTest: readonly (readonly string[])[];
  /** For each of `perTest`, how many leading points are compared; absent when every curve is compared to its end. */
  readonly points?: readonly (readonly number[])[];
  /** Tests of which the model computes nothing, with its reason. */
  readonly remarks: readonly string[];
}

/**
 * Which responses are compared: those that the file names, or by default all that data and model share and that say something of their own.
 * @throws InputError `response-unknown`, `study-invalid` where nothing is left to compare.
 */
export function studyResponses(file: StudyFile, model: ForwardModel, space: ParameterSpace, options: Readonly<Record<string, unknown>>, observations: readonly StudyObservation[]): StudyResponses {
  const answers = observations.map((_, t) => computedResponses(model, space, file, options, observations, t));
  const computed = answers.map(({ all }) => all);
  // A test without any measurement (for training and evaluating) stands for one with all of them.
  const shared = observations.map(({ observation }, t) => {
    const measured = Object.keys(observation.responses).filter((name) => observation.responses[name]!.some(Number.isFinite));
    return Object.keys(observation.responses).length === 0 ? computed[t]! : measured.filter((name) => computed[t]!.includes(name));
  });
  checkNames(file, observations, computed);
  const names = file.responses ? Object.keys(file.responses) : defaultResponses(observations.map(({ protocol, observation, reading }, t) => ({ protocol, conditions: observation.test.conditions, drives: Object.keys(observation.test.drives ?? {}), shared: informative(shared[t]!, answers[t]!.moving), ...(reading ? { reading } : {}) })));
  const channels = Object.assign({}, ...observations.map(({ protocol }) => protocol.responses)) as Channels;
  const uses = observations.map(({ observation }, t) => usesOf(file, names, observation.id, computed[t]!, channels));
  // One of weight zero is shown beside its prediction and used by nothing: neither by the misfit, nor as a network's input, nor as information.
  const perTest = shared.map((have, t) => Object.keys(uses[t]!).filter((name) => have.includes(name) && uses[t]![name]!.weight > 0));
  const empty = perTest.findIndex((kept, t) => kept.length === 0 && !shared[t]!.some((name) => uses[t]![name]?.weight === 0 && file.responses?.[name]?.weight !== 0));
  if (empty >= 0) throw nothingToCompare(file, model, observations[empty]!, computed[empty]!);
  if (perTest.every((kept) => kept.length === 0)) throw new InputError("study-invalid", { where: placeIn(file, ["tests"]), what: "every test has the weight 0, so nothing is compared", expected: "at least one test that counts" });
  const whole = uses.every((own) => Object.values(own).every(({ until, upTo }) => until === undefined && upTo === undefined));
  return {
    responses: Object.fromEntries([...new Set([...names, ...uses.flatMap(Object.keys)])].map((name) => [name, useOf(file.responses?.[name], channels[name]?.noise)])),
    uses, perTest,
    remarks: answers.flatMap(({ stuck }, t) => (stuck === undefined ? [] : [`${titleOf(observations[t]!)}: the model computes none of its readings at ${draws} draws from the priors (${stuck})`])),
    ...(whole ? {} : { points: perTest.map((kept, t) => kept.map((name) => pointsCompared(file, observations[t]!.observation, name, uses[t]![name]!))) }),
  };
}

/** How the responses of one test take part: what holds for all tests, with what the file says of this one put over it, weights multiplied. */
function usesOf(file: StudyFile, names: readonly string[], id: string, computed: readonly string[], channels: Channels): Readonly<Record<string, ResponseUse>> {
  const said = saidOf(file, id);
  const own = said.flatMap(({ responses = {} }) => Object.keys(responses)).filter((name) => computed.includes(name));
  const weight = said.findLast((entry) => entry.weight !== undefined)?.weight ?? 1;
  return Object.fromEntries([...new Set([...names, ...own])].map((name) => {
    const use = useOf(said.reduce((over, { responses }) => ({ ...over, ...responses?.[name] }), file.responses?.[name] ?? {}), channels[name]?.noise);
    return [name, { ...use, weight: weight * use.weight }];
  }));
}

/** Those that the unknowns move; all where they move none. */
function informative(shared: readonly string[], moving: readonly string[]): readonly string[] {
  const kept = shared.filter((name) => moving.includes(name));
  return kept.length > 0 ? kept : shared;
}

function nothingToCompare(file: StudyFile, model: ForwardModel, { observation, protocol }: StudyObservation, computed: readonly string[]): InputError {
  const has = Object.keys(observation.responses);
  // Columns of gaps hold nothing, whatever they are called.
  const blank = has.length > 0 && has.every((name) => !observation.responses[name]!.some(Number.isFinite));
  return new InputError("study-invalid", {
    where: placeIn(file, [file.responses ? "responses" : "data"]),
    what: `"${observation.id}" has nothing to compare with ${model.id}: it holds ${blank ? `no measured value of ${has.join(", ")}` : has.length > 0 ? has.join(", ") : "no responses"}, the model computes ${computed.join(", ")}`,
    expected: `at least one response of ${protocol.id} that both have`,
    next: "Leave this test out, or name other responses",
  });
}

/**
 * How many leading points of a curve are compared.
 * @throws InputError `study-invalid` where nothing is left.
 */
function pointsCompared(file: StudyFile, { id, test, responses }: StudyObservation["observation"], name: string, { until, upTo }: ResponseUse): number {
  let points = test.axis.length;
  const beyond = upTo === undefined ? -1 : test.axis.findIndex((value) => value > upTo);
  if (beyond >= 0) points = beyond;
  const measured = responses[name]?.subarray(0, points);
  if (until === "maximum" && measured?.some(Number.isFinite)) {
    points = 1 + measured.reduce((best, value, i) => (!Number.isNaN(value) && !(value <= (measured[best] ?? Number.NaN)) ? i : best), 0);
  }
  if (points >= 2 && (!responses[name] || responses[name].subarray(0, points).some(Number.isFinite))) return points;
  throw new InputError("study-invalid", {
    where: placeIn(file, ["responses", name]),
    what: `${until === "maximum" ? `up to its maximum${upTo === undefined ? "" : ` below ${upTo}`}` : `up to ${upTo}`}, ${name} of "${id}" has ${points === 0 ? "no point" : points === 1 ? "one point" : "no measured point"} to compare`,
    expected: "at least two points",
    next: until === "maximum" ? `Leave out \`until: maximum\` (a curve that falls from the start has its maximum there), or give ${name} the weight 0` : "Give a larger upTo, in the axis' own unit (strains as decimals: 0.15 is 15 %)",
  });
}

/** @param usual Measurement error of the channel, where its protocol states one. */
function useOf(given: NonNullable<StudyFile["responses"]>[string] | undefined, usual: NoiseLevel = defaultNoise): ResponseUse {
  const { noise, weight = 1, until, upTo } = given ?? {};
  const use = { weight, ...(until === "maximum" ? { until } : {}), ...(upTo === undefined ? {} : { upTo }) };
  if (noise === undefined) return { ...use, noise: usual };
  if (typeof noise === "number") return { ...use, noise: { relative: noise, absolute: 0 } };
  // Somebody who gives only an absolute error does not mean a relative one on top.
  return { ...use, noise: { relative: noise.relative ?? (noise.absolute === undefined ? usual.relative : 0), absolute: noise.absolute ?? 0 } };
}

/** How often the model is asked what it answers. */
const draws = 3;

interface Answers {
  readonly all: readonly string[];
  readonly moving: readonly string[];
  /** Why nothing of the test is computed, whatever the parameters. */
  readonly stuck: string | undefined;
}

/** What the model answers for a test is known by asking it, at a few draws in case one of them fails at once; which of it the unknowns move, by comparing the answers. */
function computedResponses(model: ForwardModel, space: ParameterSpace, file: StudyFile, options: Readonly<Record<string, unknown>>, observations: readonly StudyObservation[], t: number): Answers {
  const first = new Map<string, Float64Array>();
  const moving = new Set<string>();
  const reasons: string[] = [];
  const task = { columns: space.columns, fixed: file.fixed, tests: observations.map(({ observation }) => observation.test) };
  for (let i = 0; i < draws; i++) {
    const { parameters, tests } = bindTheta(model, task, space.draw(0, i));
    const { computed, status, message, responses } = named(observations[t]!, () => simulate(model, parameters, tests[t]!, options));
    if (computed === 0) reasons.push(message === undefined ? status : `${status}: ${message}`);
    for (const [name, values] of Object.entries(responses)) {
      const before = first.get(name);
      if (!before) first.set(name, values);
      else if (values.some((value, k) => Math.abs(value - before[k]!) > 1e-9 * Math.abs(before[k]!))) moving.add(name);
    }
  }
  return { all: [...first.keys()], moving: [...moving], stuck: reasons.length === draws ? reasons[0] : undefined };
}

/** A mistake that the model finds in a test is said with the test's name and file. */
function named<T>(test: StudyObservation, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof InputError ? error.within(titleOf(test)) : error;
  }
}

const titleOf = ({ observation: { id, provenance } }: StudyObservation): string => `test "${id}"${provenance ? ` (${provenance.file})` : ""}`;

function checkNames(file: StudyFile, observations: readonly StudyObservation[], computed: readonly (readonly string[])[]): void {
  const declared = new Set(observations.flatMap(({ protocol }) => Object.keys(protocol.responses)));
  const answered = new Set(computed.flat());
  const named = [
    ...Object.keys(file.responses ?? {}).map((name) => ({ name, path: ["responses", name] })),
    ...file.tests.flatMap(({ responses = {} }, i) => Object.keys(responses).map((name) => ({ name, path: ["tests", i, "responses", name] }))),
  ];
  for (const { name, path } of named) {
    if (answered.has(name)) continue;
    const near = closest(name, answered);
    throw new InputError("response-unknown", {
      where: placeIn(file, path),
      what: declared.has(name) ? `${file.model} does not compute "${name}"` : `no test of this study has a response "${name}"`,
      expected: `one of ${[...answered].join(", ")}`,
      ...(near ? { next: `Did you mean "${near}"?` } : {}),
    });
  }
}
