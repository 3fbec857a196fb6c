import { InputError } from "@inversa/core";
import { trainStudy, type TrainedEstimator } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { exitCodes } from "../failure.ts";
import { withApp } from "../open-app.ts";
import { printTrained, trainedDocument } from "../estimate/trained-text.ts";
import { writeTrained } from "../estimate/write-trained.ts";
import { openPairs } from "../pairs/open-pairs.ts";
import { trainOnPairs } from "../pairs/pairs-commands.ts";
import { openStudy, workOptions, type StudyOptions } from "../study/open-study.ts";

/** Simulates and trains the learned estimators of a study and keeps them in its store. */
export async function train(console: Console, path: string | undefined, options: StudyOptions & { readonly out?: string }): Promise<number> {
  return withApp(console, async ({ app }) => {
    const measured = await openPairs(console, app, path, options);
    if (measured) return trainOnPairs(console, app, measured, options.out);
    const { resolved, store, chosen } = await openStudy(console, app, path, options);
    const wanted = resolved.estimators.filter(({ id }) => (chosen === undefined ? app.estimators.get(id).kind === "learned" : id === chosen));
    if (wanted.length === 0) {
      const learned = app.estimators.all().filter((e) => e.kind === "learned").map((e) => e.id);
      throw new InputError("estimator-incompatible", { where: "inversa train", what: "no estimator of this study is trained", expected: `one of ${learned.join(", ")}`, next: "Name one with --estimator, or use inversa estimate" });
    }
    const trained: TrainedEstimator[] = [];
    for (const choice of wanted) trained.push(await console.watch(resolved.study.seed, (run) => trainStudy(app, resolved, choice, workOptions(console, store), run)));
    const files = await writeTrained(console, trained, options.out);
    console.document({ study: resolved.hash, store: store.folder, ...(files ? { files } : {}), trained: trained.map((t) => trainedDocument(t)) });
    for (const t of trained) printTrained(console, t);
    console.note(console.notePaint.dim(`\nKept in ${store.folder}. Next: ${console.hint(`estimate ${path ?? "--model ... --data ..."}`)}`));
    return exitCodes.done;
  });
}
