import { type ErrorCode, InputError, type Mistake } from "@inversa/core";
import { type App, trainedDocument, type TrainedDocument, trainedPairsDocument } from "@inversa/runtime";
import type { Numbered } from "../beside/ordered-process.ts";
import { insideProcess } from "../beside/inside.ts";
import { openApp } from "../beside/open-app.ts";
import { ask, type Opened, openFile, type Question } from "./asking.ts";

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
export type Described = { readonly document: TrainedDocument } | Failure;

let app: Promise<App> | undefined;
const opened = new Map<string, Opened>();

const failure = (error: unknown): Failure => (error instanceof InputError ? { refused: { code: error.code, mistake: error.mistake } } : { broken: error instanceof Error ? (error.stack ?? error.message) : String(error) });

async function open(key: string, bytes: Uint8Array): Promise<Described> {
  try {
    const trained = await openFile(await app!, bytes);
    opened.set(key, trained);
    return { document: "problem" in trained ? trainedPairsDocument(trained.problem, trained.trained) : trainedDocument(trained.resolved, trained.trained) };
  } catch (error) {
    return failure(error);
  }
}

const answer = async (key: string, questions: readonly Question[]): Promise<readonly Reply[]> =>
  (await ask(await app!, opened.get(key)!, questions)).map((one) => (one.ok ? { estimate: one.answer } : failure(one.error)));

async function carryOut(order: Order): Promise<unknown> {
  if ("modules" in order) app = openApp(order.modules);
  else if ("open" in order) return open(order.open, order.bytes);
  else if ("ask" in order) return answer(order.ask, order.questions);
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
