import { type ErrorCode, InputError, type Mistake } from "@inversa/core";
import { workerData } from "piscina";
import { openApp } from "./open-app.ts";
import { tasks } from "./tasks.ts";
import type { TaskName } from "./work-pool.ts";

export interface WorkThreadStart { readonly modules: readonly string[] }

export interface Order { readonly task: TaskName; readonly given: unknown }

/** What a task came to, or a user's mistake taken apart: structured cloning would lose its class and code. */
export type Reply = { readonly answer: unknown } | { readonly refused: { readonly code: ErrorCode; readonly mistake: Mistake } };

const app = openApp((workerData as WorkThreadStart).modules);

/** Carries one task out. */
export default async function work({ task, given }: Order): Promise<Reply> {
  try {
    return { answer: await tasks[task](await app, given as never) };
  } catch (error) {
    if (error instanceof InputError) return { refused: { code: error.code, mistake: error.mistake } };
    throw error;
  }
}
