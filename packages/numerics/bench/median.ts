/** The median wall time of a call in milliseconds, after a fifth as many calls to warm up. */
export function medianMilliseconds(call: () => unknown, repetitions: number): number {
  for (let i = 0; i < repetitions / 5; i++) call();
  const times = Float64Array.from({ length: repetitions }, () => {
    const start = performance.now();
    call();
    return performance.now() - start;
  }).sort();
  return times[repetitions >> 1]!;
}
