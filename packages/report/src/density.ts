/**
 * Density of draws by a Gaussian kernel, over its peak, at evenly spaced points of a range. Draws are mirrored at the ends of what was possible, where they would otherwise seem to thin out.
 * Band width: Silverman, Density Estimation for Statistics and Data Analysis (1986), equation 3.31.
 */
export function kernelDensity(draws: readonly number[], range: readonly [number, number], ends: readonly [number, number], points = 80): readonly (readonly [x: number, density: number])[] {
  const sorted = [...draws].sort((a, b) => a - b);
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  const sd = Math.sqrt(draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / Math.max(1, draws.length - 1));
  const quartile = (p: number): number => sorted[Math.round(p * (sorted.length - 1))]!;
  const scale = Math.min(sd, (quartile(0.75) - quartile(0.25)) / 1.34) || sd;
  const width = 0.9 * scale * draws.length ** -0.2 || (range[1] - range[0]) / points;
  const mirrored = [...draws, ...ends.filter(Number.isFinite).flatMap((end) => draws.map((x) => 2 * end - x))];
  const at = Array.from({ length: points + 1 }, (_, i) => range[0] + ((range[1] - range[0]) * i) / points).filter((x) => x >= ends[0] && x <= ends[1]);
  const heights = at.map((x) => mirrored.reduce((sum, draw) => sum + Math.exp(-0.5 * ((x - draw) / width) ** 2), 0));
  const peak = Math.max(...heights);
  return at.map((x, i) => [x, heights[i]! / peak] as const);
}

/** The normal density over its peak, within what was possible. */
export const normalDensity = (mean: number, sd: number, range: readonly [number, number], ends: readonly [number, number], points = 80): readonly (readonly [x: number, density: number])[] =>
  Array.from({ length: points + 1 }, (_, i) => range[0] + ((range[1] - range[0]) * i) / points).filter((x) => x >= ends[0] && x <= ends[1]).map((x) => [x, Math.exp(-0.5 * ((x - mean) / sd) ** 2)] as const);

/** Distance from the middle, in standard deviations, within which a normal pair lies with the probability: the quantile of a chi distribution with two degrees of freedom. */
export const pairRadius = (probability: number): number => Math.sqrt(-2 * Math.log(1 - probability));

/**
 * The ellipse within which a normal pair lies with the probability, as points around it. Empty where the covariance is none.
 * @param covariance Variance of x, covariance, variance of y.
 */
export function ellipse([x, y]: readonly [number, number], [xx, xy, yy]: readonly [number, number, number], probability: number, points = 72): readonly (readonly [number, number])[] {
  const rest = yy - (xy * xy) / xx;
  if (!(xx > 0) || !(yy > 0) || !(rest >= -1e-12 * yy)) return [];
  const radius = pairRadius(probability);
  // Cholesky factor of the two by two covariance.
  const [a, b, c] = [Math.sqrt(xx), xy / Math.sqrt(xx), Math.sqrt(Math.max(0, rest))];
  return Array.from({ length: points + 1 }, (_, k) => {
    const [cos, sin] = [Math.cos((2 * Math.PI * k) / points), Math.sin((2 * Math.PI * k) / points)];
    return [x + radius * a * cos, y + radius * (b * cos + c * sin)] as const;
  });
}
