import { compileTask, type Engine } from "@inversa/core";
import { availableParallelism } from "node:os";
import { findModel } from "./find-model.ts";
import { refuseInThread } from "./simulation-thread.ts";
import { openInThisThread } from "./this-thread.ts";

/** The threads of this machine; results are the same for any number of them. */
export const localEngine: Engine = {
  id: "local",
  name: "This machine",
  about: "Simulates on the worker threads of this machine; with 0 threads, or for models that only this thread knows, in this thread.",
  open: async (task, { modules, models = [] }, { threads = availableParallelism() }) => {
    refuseInThread();
    const known = models.find((model) => model.id === task.model);
    // Compiled here even if workers will do the work: a mistake in the task is then reported before any thread starts.
    const simulator = known && compileTask(known, task);
    if (threads > 0 && modules.length > 0) {
      const { openOnWorkerThreads } = await import("./worker-threads.ts");
      return openOnWorkerThreads(task, modules, threads);
    }
    return openInThisThread(simulator ?? compileTask(await findModel(task.model, modules), task), task.columns.length);
  },
};
