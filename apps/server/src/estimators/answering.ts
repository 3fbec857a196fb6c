import { InputError } from "@inversa/core";
import type { TrainedDocument } from "@inversa/runtime";
import { randomUUID } from "node:crypto";
import { type OrderedProcess, startOrderedProcess } from "../beside/ordered-process.ts";
import type { Described, Failure, Order, Reply } from "./answer-process.ts";
import type { Question } from "./asking.ts";
import { microBatches } from "./micro-batches.ts";
import { recentlyUsed } from "./recently-used.ts";

export interface AnsweringLimits {
  /** Bytes of the files of trained estimators that are kept open. */
  readonly openBytes: number;
  /** Questions that are answered at once, and that may wait for one estimator. */
  readonly batch: number;
  readonly waiting: number;
  /** Seconds that one batch may take, and megabytes of the process' heap. */
  readonly seconds: number;
  readonly megabytes: number;
}

/** A trained estimator as the database has it. */
export interface KeptEstimator {
  readonly sha256: string;
  readonly size: number;
  /** Its file, asked for when it is not open. */
  readonly bytes: () => Promise<Uint8Array>;
}

/** Answers by trained estimators, in a process beside the server. */
export interface Answering {
  /** The estimate as JSON. @throws InputError for what the user can put right, `server-busy`, `too-costly`. */
  estimate(trained: KeptEstimator, question: Question): Promise<string>;
  /** What a file holds. @throws InputError `data-unreadable`, `unknown-id`, `trained-estimator-mismatch`. */
  describe(bytes: Uint8Array): Promise<TrainedDocument>;
  close(): Promise<void>;
}

const sideModule = new URL("./answer-process", import.meta.url);

interface Opening {
  readonly key: string;
  readonly ask: (question: Question) => Promise<Reply>;
}

/** @param modules Where the process finds the app variant: an app's `origin.modules`. @param compiled As of a side process. */
export function openAnswering(modules: readonly string[], { openBytes, batch, waiting, seconds, megabytes }: AnsweringLimits, compiled: string): Answering {
  let side: OrderedProcess<Order> | undefined;
  let closing = false;
  const open = recentlyUsed<Opening>(openBytes, ({ key }) => void tell({ close: key }).catch(() => {}));

  const start = (): OrderedProcess<Order> => {
    const started = startOrderedProcess<Order>(sideModule, { megabytes, compiled });
    void started.carryOut({ modules }, seconds);
    void started.exit.then(() => {
      // What it had open is gone with it.
      if (side !== started) return;
      side = undefined;
      open.forget();
    });
    return started;
  };
  const tell = async <Answer>(order: Order): Promise<Answer> => {
    const told = (side ??= start());
    const reply = await told.carryOut(order, seconds);
    if (reply !== undefined || "close" in order) return reply as Answer;
    const { how, outOfMemory } = await told.exit;
    if (closing) throw new DOMException("the server is closing", "AbortError");
    throw told.late() ? tooCostly(`it takes longer than ${seconds} s`) : outOfMemory ? tooCostly(`it takes more memory than ${megabytes} MB`) : new Error(`the process in which trained estimators answer ended with ${how}`);
  };
  const opening = async (key: string, bytes: Uint8Array): Promise<Opening & { readonly document: TrainedDocument }> => {
    const { document } = succeeded(await tell<Described>({ open: key, bytes }));
    return { key, document, ask: microBatches((questions) => tell<readonly Reply[]>({ ask: key, questions }), { most: batch, waiting }) };
  };

  return {
    estimate: (trained, question) =>
      open.use(trained.sha256, trained.size, async () => opening(trained.sha256, await trained.bytes()), async ({ ask }) => succeeded(await ask(question)).estimate),
    describe: async (bytes) => {
      const { key, document } = await opening(randomUUID(), bytes);
      await tell({ close: key });
      return document;
    },
    close: async () => {
      closing = true;
      side?.kill();
      await side?.exit;
    },
  };
}

function succeeded<T extends object>(reply: T | Failure): T {
  if ("refused" in reply) throw new InputError(reply.refused.code, reply.refused.mistake);
  if ("broken" in reply) throw new Error("a trained estimator failed inside Inversa", { cause: reply.broken });
  return reply;
}

const tooCostly = (what: string): InputError => new InputError("too-costly", { what, expected: "less work for one request", next: "Leave the verification out, or make a run" });
