import { InputError, type ModelOrigin, type Progress, type Run, type TrainedElsewhere, type TrainingRequest, type TrainingSession } from "@inversa/core";
import { keepContent } from "./content.ts";
import { openQueueNow } from "./open-queue.ts";
import { packed, type TrainingAnswer, unpacked } from "./parcel.ts";
import { openRemoteRun } from "./remote-run.ts";
import type { Timing } from "./timing.ts";
import { thisMachine, type TrainingWork } from "./work.ts";

/** Each training is a run of its own with one chunk: what it needs of a worker is its own. */
export async function openTrainings(url: string, timing: Timing, origin: ModelOrigin): Promise<TrainingSession> {
  const queue = await openQueueNow(url);
  const slots = async (): Promise<number> => {
    const [row] = await queue.database.query<{ slots: number }>("select coalesce(sum(slots), 0)::int as slots from inversa_queue.worker where seen_at > now() - make_interval(secs => $1)", [timing.silence / 1000]);
    return row!.slots;
  };
  let parallelism = Math.max(1, await slots());
  const train = async ({ estimator, settings, set, arithmetic }: TrainingRequest, run: Run): Promise<TrainedElsewhere> => {
    const version = origin.versions?.estimators[estimator];
    const work: TrainingWork = { kind: "train", estimator, settings, seed: run.seed, set, machine: thisMachine(), ...(version === undefined ? {} : { version }), ...(arithmetic === undefined ? {} : { arithmetic }) };
    const content = await keepContent(queue.database, packed(work));
    let last: Progress = { stage: `train ${estimator}`, done: 0 };
    let note: string | undefined;
    const tell = (): void => run.progress(note === undefined ? last : { ...last, note });
    const remote = await openRemoteRun(queue, { kind: "train", label: estimator, content }, timing, (why) => { note = why; tell(); });
    try {
      const { payload, seconds } = await remote.ask(packed({}), 1, run.signal, (text) => { last = JSON.parse(text) as Progress; tell(); });
      const answer = unpacked<TrainingAnswer>(payload);
      if ("refused" in answer) throw new InputError(answer.refused.code, answer.refused.mistake);
      if ("broke" in answer) throw new Error(answer.broke);
      return { saved: answer.value, seconds };
    } finally {
      await remote.close();
      parallelism = Math.max(1, await slots().catch(() => parallelism));
    }
  };
  return { get parallelism() { return parallelism; }, train, close: () => queue.close() };
}
