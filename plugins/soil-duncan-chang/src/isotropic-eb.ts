/** Parameters that isotropic compression of the E-B model depends on. */
interface BulkParameters {
  readonly K: number;
  readonly n: number;
  readonly Kb: number;
  readonly m: number;
  readonly pa: number;
}

/**
 * Volumetric strain of the E-B model from pressure p0 to p, exact. B = Kb pa (p/pa)^m gives [(p/pa)^(1-m) - (p0/pa)^(1-m)]/(Kb (1-m)); where that leaves
 * [Ei/3, 17 Ei] the bound takes over, a power law as well, so the integral is a sum of at most three such terms. The stress level is zero throughout: loading
 * and unloading follow one curve.
 */
export function isotropicBulk({ K, n, Kb, m, pa }: BulkParameters): (p0: number, p: number) => number {
  const laws = [{ number: Kb, exponent: m }, { number: K / 3, exponent: n }, { number: 17 * K, exponent: n }] as const;
  const [free, stiffest, softest] = laws;
  // The pressures, over pa, at which B meets its bounds; with equal exponents it never does.
  const meetings = m === n ? [] : [stiffest, softest].map((bound) => (bound.number / Kb) ** (1 / (m - n))).filter((x) => x > 0 && Number.isFinite(x));
  const lawAt = (x: number) => {
    const bulk = free.number * x ** free.exponent;
    const lower = stiffest.number * x ** n;
    return bulk < lower ? stiffest : bulk > 51 * lower ? softest : free;
  };

  return (p0, p) => {
    const [from, to] = p0 <= p ? [p0 / pa, p / pa] : [p / pa, p0 / pa];
    const ends = [from, ...meetings.filter((x) => x > from && x < to).sort((x, y) => x - y), to];
    let sum = 0;
    for (let i = 1; i < ends.length; i++) {
      const [x0, x1] = [ends[i - 1]!, ends[i]!];
      const { number, exponent } = lawAt(Math.sqrt(x0 * x1));
      sum += powerIntegral(1 - exponent, x0, x1) / number;
    }
    return p0 <= p ? sum : -sum;
  };
}

/** The integral of x^(k-1) from x0 to x1, smooth through k = 0 (the logarithm). */
function powerIntegral(k: number, x0: number, x1: number): number {
  const span = Math.log(x1 / x0);
  return k === 0 ? span : (x0 ** k * Math.expm1(k * span)) / k;
}
