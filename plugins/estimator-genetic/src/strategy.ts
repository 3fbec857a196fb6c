/** The constants of CMA-ES for n coordinates and lambda points a generation; symbols as in Hansen (2016). */
export interface Strategy {
  readonly n: number;
  readonly lambda: number;
  /** Points that move the mean: the best half. */
  readonly mu: number;
  /** Recombination weights of all lambda points, best first; the first mu are positive and add up to 1, the others negative. */
  readonly weights: Float64Array;
  readonly muEff: number;
  readonly cSigma: number;
  readonly dSigma: number;
  readonly cc: number;
  readonly c1: number;
  readonly cMu: number;
  /** Expected length of a standard normal vector. */
  readonly chiN: number;
}

/** N. Hansen, The CMA Evolution Strategy: A Tutorial, arXiv:1604.00772 (2016, revised 2023), table 1 and equations (49) to (58). */
export function strategyOf(n: number, lambda: number): Strategy {
  const mu = Math.floor(lambda / 2);
  const raw = Float64Array.from({ length: lambda }, (_, i) => Math.log((lambda + 1) / 2) - Math.log(i + 1));
  const effective = (part: Float64Array): number => part.reduce((s, w) => s + w, 0) ** 2 / part.reduce((s, w) => s + w * w, 0);
  const muEff = effective(raw.subarray(0, mu));
  const muEffMinus = effective(raw.subarray(mu));
  const cc = (4 + muEff / n) / (n + 4 + (2 * muEff) / n);
  const c1 = 2 / ((n + 1.3) ** 2 + muEff);
  const cMu = Math.min(1 - c1, (2 * (0.25 + muEff + 1 / muEff - 2)) / ((n + 2) ** 2 + muEff));
  const positive = raw.reduce((s, w) => s + Math.max(w, 0), 0);
  const negative = raw.reduce((s, w) => s - Math.min(w, 0), 0);
  const alpha = Math.min(1 + c1 / cMu, 1 + (2 * muEffMinus) / (muEff + 2), (1 - c1 - cMu) / (n * cMu));
  const cSigma = (muEff + 2) / (n + muEff + 5);
  return {
    n, lambda, mu, muEff, cSigma, cc, c1, cMu,
    weights: raw.map((w) => (w >= 0 ? w / positive : (alpha * w) / negative)),
    dSigma: 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma,
    chiN: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  };
}
