import { mean } from "./statistics.ts";

/**
 * Share of the variance of values that the groups explain, corrected for what groups explain by chance: omega squared of a one-way analysis of variance, at least 0. 0 where it cannot be told
 * (one group, one value a group, no variance).
 *
 * Source: W. L. Hays, Statistics for Psychologists (1963), p. 382.
 * @param groups Which group a value belongs to.
 */
export function varianceExplained(values: readonly number[], groups: readonly (string | number)[]): number {
  const n = values.length;
  const names = [...new Set(groups)];
  const k = names.length;
  if (k < 2 || n <= k) return 0;
  const centre = mean(values);
  const total = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const between = names.reduce<number>((sum, name) => {
    const own = values.filter((_, i) => groups[i] === name);
    return sum + own.length * (mean(own) - centre) ** 2;
  }, 0);
  const within = (total - between) / (n - k);
  return total > 0 ? Math.max(0, (between - (k - 1) * within) / (total + within)) : 0;
}
