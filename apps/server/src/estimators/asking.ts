import { InputError } from "@inversa/core";
import {
  type Answered, type App, type Asked, askedObservations, decodeInverse, isTrainedOnPairs, openTrained, type OpenTrained, openTrainedPairs, type OpenTrainedPairs, type PairRows, type SentRow, type StudyFile,
} from "@inversa/runtime";

/** One set of measured tests, read from files or as they were sent. */
export interface Question extends Required<Pick<Asked, "observations" | "verify" | "bands">>, Pick<Asked, "then"> {
  readonly typed: StudyFile["data"];
  /** Rows of curves, for an estimator that was trained on measured pairs: read from files, and as they were sent. */
  readonly read?: PairRows;
  readonly sent: readonly SentRow[];
}

/** An estimator opened from its file, trained on simulations or on measured pairs. */
export type Opened = OpenTrained | OpenTrainedPairs;

const run = { signal: new AbortController().signal, progress: () => {} };

/** @throws InputError `data-unreadable`, `unknown-id`, `trained-estimator-mismatch`. */
export async function openFile(app: App, bytes: Uint8Array): Promise<Opened> {
  const saved = decodeInverse(bytes);
  if (!saved) throw new InputError("data-unreadable", { where: "the file", what: "it holds no trained estimator", expected: "a file that inversa train wrote" });
  const where = "the file";
  return isTrainedOnPairs(saved) ? openTrainedPairs(app, saved, where) : openTrained(app, saved, where);
}

/** @returns Estimates as JSON, in the order of the questions; one that cannot be answered costs the others nothing. */
export async function ask(app: App, trained: Opened, questions: readonly Question[]): Promise<readonly Answered<string>[]> {
  return "problem" in trained ? askPairs(trained, questions) : askTests(app, trained, questions);
}

const wrongKind = (what: string, expected: string): InputError => new InputError("trained-estimator-mismatch", { where: "the question", what, expected });

async function askPairs(trained: OpenTrainedPairs, questions: readonly Question[]): Promise<readonly Answered<string>[]> {
  const read = await Promise.all(questions.map((question) => attempt(() => trained.fitting(rowsOf(trained, question)))));
  return answered(read, trained.answerEach(read.flatMap((one) => (one.ok ? [one.answer] : []))).map((answer) => ({ ok: true, answer })));
}

function rowsOf(trained: OpenTrainedPairs, { read, sent, observations, typed, then }: Question): PairRows {
  if (then !== undefined) throw new InputError("estimator-incompatible", { where: "then", what: "this estimator was trained on measured pairs, so there is no model that a second step could run", expected: "a question without `then`" });
  if (observations.length + typed.length > 0) throw wrongKind("it holds tests, and this estimator was trained on measured pairs", "rows with the series that it reads");
  return read ?? trained.rows(sent);
}

async function askTests(app: App, trained: OpenTrained, questions: readonly Question[]): Promise<readonly Answered<string>[]> {
  const read = await Promise.all(questions.map(({ observations, typed, sent: rows, ...how }) => attempt(async (): Promise<Asked> => {
    if (rows.length > 0) throw wrongKind("it holds rows, and this estimator was trained on simulated tests", "observations");
    const sent = typed.length > 0 ? await askedObservations(app, trained.resolved, typed, ".") : [];
    return { ...how, observations: [...observations, ...sent] };
  })));
  return answered(read, await trained.estimate(read.flatMap((one) => (one.ok ? [one.answer] : [])), run));
}

/** @param answers To the questions that could be read, in their order. */
function answered(read: readonly Answered<unknown>[], answers: readonly Answered<object>[]): readonly Answered<string>[] {
  let next = 0;
  return read.map((one): Answered<string> => {
    if (!one.ok) return one;
    const answer = answers[next++]!;
    return answer.ok ? { ok: true, answer: JSON.stringify(answer.answer) } : answer;
  });
}

async function attempt<T>(work: () => T | Promise<T>): Promise<Answered<T>> {
  try {
    return { ok: true, answer: await work() };
  } catch (error) {
    return { ok: false, error };
  }
}
