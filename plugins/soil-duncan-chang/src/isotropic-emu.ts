import { largestRatio } from "./volume-emu.ts";

/** Parameters that isotropic compression of the E-mu model depends on. */
interface PoissonParameters {
  readonly K: number;
  readonly n: number;
  readonly G: number;
  readonly F: number;
  readonly pa: number;
}

/**
 * Volumetric strain of the E-mu model from pressure p0 to p, exact: dev = 3 (1 - 2 νi) dp/Ei with νi = G - F log10(p/pa) within 0 and 0.49. With x = ln(p/pa)
 * the integrand is exp((1-n) x) times a constant or a line in x.
 */
export function isotropicPoisson({ K, n, G, F, pa }: PoissonParameters): (p0: number, p: number) => number {
  const slope = F / Math.LN10;
  const meetings = F === 0 ? [] : [G / slope, (G - largestRatio) / slope];
  const k = 1 - n;

  return (p0, p) => {
    const [from, to] = p0 <= p ? [Math.log(p0 / pa), Math.log(p / pa)] : [Math.log(p / pa), Math.log(p0 / pa)];
    const ends = [from, ...meetings.filter((x) => x > from && x < to).sort((x, y) => x - y), to];
    let sum = 0;
    for (let i = 1; i < ends.length; i++) {
      const [x0, x1] = [ends[i - 1]!, ends[i]!];
      const middle = G - (slope * (x0 + x1)) / 2;
      const bounded = middle <= 0 ? 0 : middle >= largestRatio ? largestRatio : undefined;
      const start = 1 - 2 * (bounded ?? G - slope * x0);
      const growth = bounded === undefined ? 2 * slope : 0;
      const span = x1 - x0;
      sum += (3 / K) * Math.exp(k * x0) * (start * span * mean(k * span) + growth * span * span * moment(k * span));
    }
    return p0 <= p ? sum : -sum;
  };
}

/** The integral of exp(z u) over u from 0 to 1. */
const mean = (z: number): number => (z === 0 ? 1 : Math.expm1(z) / z);

/** The integral of u exp(z u) over u from 0 to 1; a series where the closed form cancels. */
function moment(z: number): number {
  if (Math.abs(z) > 0.5) return (Math.exp(z) * (z - 1) + 1) / (z * z);
  let sum = 0;
  let term = 1;
  for (let i = 0; i < 20; i++) {
    sum += term / (i + 2);
    term *= z / (i + 1);
  }
  return sum;
}
