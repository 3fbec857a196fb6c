import { type ErrorCode, InputError, type Mistake } from "@inversa/core";
import {
  type App, type Asked, askedObservations, decodeInverse, isTrainedOnPairs, openTrained, type OpenTrained, openTrainedPairs, type OpenTrainedPairs, type PairRows, type SentRow, type StudyFile, trainedDocument, type TrainedDocument,
  trainedPairsDocument,
} from "@inversa/runtime";
import type { Numbered } from "../beside/ordered-process.ts";
import { insideProcess } from "../beside/inside.ts";
import { openApp } from "../beside/open-app.ts";

/** One set of measured tests, read from files or as they were sent. */
export interface Question extends Required<Asked> {
  readonly typed: StudyFile["data"];
  /** Rows of curves, for an estimator that was trained on measured pairs: read from files, and as they were sent. */
  readonly read?: PairRows;
  readonly sent: readonly SentRow[];
}

/** What the process is told to do, one after the other, first where the app variant is. Questions about a trained estimator come between its opening and its closing. */
export type Order =
  | { readonly modules: readonly string[] }
  | { readonly open: string; readonly bytes: Uint8Array }
  | { readonly ask: string; readonly questions: readonly Question[] }
  | { readonly close: string };

/** A user's mistake taken apart (what is sent between processes loses its class), or what went wrong inside. */
export type Failure = { readonly refused: { readonly code: ErrorCode; readonly mistake: Mistake } } | { readonly broken: string };
/** An estimate as JSON. */
export type Reply = { readonly estimate: string } | Failure;
export type Opened = { readonly document: TrainedDocument } | Failure;

let app: Promise<App> | undefined;
const opened = new Map<string, OpenTrained | OpenTrainedPairs>();
const run = { signal: new AbortController().signal, progress: () => {} };

const failure = (error: unknown): Failure => (error instanceof InputError ? { refused: { code: error.code, mistake: error.mistake } } : { broken: error instanceof Error ? (error.stack ?? error.message) : String(error) });

async function open(key: string, bytes: Uint8Array): Promise<Opened> {
  try {
    const saved = decodeInverse(bytes);
    if (!saved) throw new InputError("data-unreadable", { where: "the file", what: "it holds no trained estimator", expected: "a file that inversa train wrote" });
    const where = "the file";
    if (isTrainedOnPairs(saved)) {
      const pairs = await openTrainedPairs(await app!, saved, where);
      opened.set(key, pairs);
      return { document: trainedPairsDocument(pairs.problem, pairs.trained) };
    }
    const trained = await openTrained(await app!, saved, where);
    opened.set(key, trained);
    return { document: trainedDocument(trained.resolved, trained.trained) };
  } catch (error) {
    return failure(error);
  }
}

const wrongKind = (what: string, expected: string): InputError => new InputError("trained-estimator-mismatch", { where: "the question", what, expected });

async function ask(key: string, questions: readonly Question[]): Promise<readonly Reply[]> {
  const trained = opened.get(key)!;
  return "problem" in trained ? questions.map((question) => askPairs(trained, question)) : askTests(trained, questions);
}

function askPairs(trained: OpenTrainedPairs, { read, sent, observations, typed }: Question): Reply {
  try {
    if (observations.length + typed.length > 0) throw wrongKind("it holds tests, and this estimator was trained on measured pairs", "rows with the series that it reads");
    return { estimate: JSON.stringify(trained.answer(read ?? trained.rows(sent))) };
  } catch (error) {
    return failure(error);
  }
}

async function askTests(trained: OpenTrained, questions: readonly Question[]): Promise<readonly Reply[]> {
  const read = await Promise.all(questions.map(async ({ observations, typed, sent: rows, ...how }) => {
    try {
      if (rows.length > 0) throw wrongKind("it holds rows, and this estimator was trained on simulated tests", "observations");
      const sent = typed.length > 0 ? await askedObservations(await app!, trained.resolved, typed, ".") : [];
      return { ...how, observations: [...observations, ...sent] };
    } catch (error) {
      return failure(error);
    }
  }));
  const answers = await trained.estimate(read.flatMap((one) => ("observations" in one ? [one] : [])), run);
  let next = 0;
  return read.map((one): Reply => {
    if (!("observations" in one)) return one;
    const answer = answers[next++]!;
    return answer.ok ? { estimate: JSON.stringify(answer.answer) } : failure(answer.error);
  });
}

async function carryOut(order: Order): Promise<unknown> {
  if ("modules" in order) app = openApp(order.modules);
  else if ("open" in order) return open(order.open, order.bytes);
  else if ("ask" in order) return ask(order.ask, order.questions);
  else {
    opened.get(order.close)?.dispose();
    opened.delete(order.close);
  }
  return undefined;
}

let before: Promise<unknown> = Promise.resolve();
const say = insideProcess(({ number, order }: Numbered<Order>) => {
  before = before.then(() => carryOut(order)).then((reply) => say({ number, reply }), (error: unknown) => say({ number, reply: failure(error) }));
});
