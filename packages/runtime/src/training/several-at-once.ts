/**
 * Does jobs in their order, as many at once as there is room for.
 * @param room How many may be under way; it may change.
 * @param work Is told to stop when another one has failed.
 * @returns Answers in the order of the jobs.
 * @throws the first failure, or the signal's reason; nothing is under way any more then.
 */
export async function severalAtOnce<Job, Answer>(jobs: readonly Job[], room: () => number, work: (job: Job, place: number, signal: AbortSignal) => Promise<Answer>, signal: AbortSignal): Promise<readonly Answer[]> {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const answers = Array.from<Answer>({ length: jobs.length });
  const underWay = new Set<Promise<void>>();
  let next = 0;
  const begin = (place: number): void => {
    const job = work(jobs[place]!, place, either).then((answer) => { answers[place] = answer; }, (error: unknown) => failure.abort(error)).finally(() => underWay.delete(job));
    underWay.add(job);
  };
  for (;;) {
    while (next < jobs.length && underWay.size < room() && !either.aborted) begin(next++);
    if (underWay.size === 0) break;
    await Promise.race(underWay);
  }
  either.throwIfAborted();
  return answers;
}
