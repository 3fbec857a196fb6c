/**
 * For `expect(actual).toSatisfy(near(...))`: whether |actual - expected| <= relative |expected| + absolute. A failure
 * prints the predicate's name, which says what was expected.
 */
export function near(expected: number, relative: number, absolute = 0): (actual: number) => boolean {
  const allowed = relative * Math.abs(expected) + absolute;
  const predicate = (actual: number): boolean => actual === expected || Math.abs(actual - expected) <= allowed;
  return Object.defineProperty(predicate, "name", { value: `near ${expected} within ${allowed}` });
}

/** The Kolmogorov-Smirnov statistic of a sample against a distribution function, times the root of its size. */
export function kolmogorovSmirnov(sample: ArrayLike<number>, cdf: (x: number) => number): number {
  const sorted = Float64Array.from(sample).sort();
  let largest = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    largest = Math.max(largest, p - i / sorted.length, (i + 1) / sorted.length - p);
  });
  return largest * Math.sqrt(sorted.length);
}
