import { type ErrorCode, InputError, type Mistake } from "@inversa/core";
import { type App, type Asked, askedObservations, decodeInverse, openTrained, type OpenTrained, type StudyFile, trainedDocument, type TrainedDocument } from "@inversa/runtime";
import type { Numbered } from "../beside/ordered-process.ts";
import { insideProcess } from "../beside/inside.ts";
import { openApp } from "../beside/open-app.ts";

/** One set of measured tests, read from files or as they were sent. */
export interface Question extends Required<Asked> {
  readonly typed: StudyFile["data"];
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
const opened = new Map<string, OpenTrained>();
const run = { signal: new AbortController().signal, progress: () => {} };

const failure = (error: unknown): Failure => (error instanceof InputError ? { refused: { code: error.code, mistake: error.mistake } } : { broken: error instanceof Error ? (error.stack ?? error.message) : String(error) });

async function open(key: string, bytes: Uint8Array): Promise<Opened> {
  try {
    const saved = decodeInverse(bytes);
    if (!saved) throw new InputError("data-unreadable", { where: "the file", what: "it holds no trained estimator", expected: "a file that inversa train wrote" });
    const trained = await openTrained(await app!, saved, "the file");
    opened.set(key, trained);
    return { document: trainedDocument(trained.resolved, trained.trained) };
  } catch (error) {
    return failure(error);
  }
}

async function ask(key: string, questions: readonly Question[]): Promise<readonly Reply[]> {
  const trained = opened.get(key)!;
  const read = await Promise.all(questions.map(async ({ observations, typed, ...how }) => {
    try {
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
