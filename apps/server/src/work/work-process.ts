import { type ErrorCode, InputError, type Mistake } from "@inversa/core";
import type { App } from "@inversa/runtime";
import { insideProcess } from "../beside/inside.ts";
import { openApp } from "../beside/open-app.ts";
import { tasks } from "./tasks.ts";
import type { TaskName } from "./work-pool.ts";

/** The first message says where the app variant is, each later one what to do. */
export type Order = { readonly modules: readonly string[] } | { readonly task: TaskName; readonly given: unknown };

/** What a task came to, or a user's mistake taken apart: what is sent between processes loses its class. */
export type Reply = { readonly answer: unknown } | { readonly refused: { readonly code: ErrorCode; readonly mistake: Mistake } } | { readonly crashed: string };

let app: Promise<App> | undefined;

async function work(task: TaskName, given: unknown): Promise<Reply> {
  try {
    return { answer: await tasks[task](await app!, given as never) };
  } catch (error) {
    if (error instanceof InputError) return { refused: { code: error.code, mistake: error.mistake } };
    return { crashed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

const say = insideProcess((order: Order) => {
  if ("modules" in order) app = openApp(order.modules);
  else void work(order.task, order.given).then(say);
});
