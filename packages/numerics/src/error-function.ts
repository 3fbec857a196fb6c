/**
 * The error function and its scaled complement, relative error below 1e-15.
 *
 * Source: W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics of Computation 23 (1969)
 * 631-637; coefficients of the SPECFUN routine CALERF.
 */

const inverseRootPi = 0.5641895835477563;

/** erf(x). */
export function erf(x: number): number {
  const y = Math.abs(x);
  if (y <= 0.46875) return x * centre(y * y);
  const value = 1 - scaledErfc(y) * expMinusSquare(y);
  return x < 0 ? -value : value;
}

/** exp(x²) erfc(x) for x >= 0; never underflows. */
export function scaledErfc(x: number): number {
  if (x <= 0.46875) return Math.exp(x * x) * (1 - x * centre(x * x));
  if (x <= 4) return ratio(middleTop, middleBottom, x);
  const inverse = 1 / (x * x);
  const correction = (inverse * ratio(farTop, farBottom, inverse));
  return (inverseRootPi - correction) / x;
}

/** exp(-x²) without the loss from rounding x² when x is large. */
function expMinusSquare(x: number): number {
  const coarse = Math.trunc(x * 16) / 16;
  return Math.exp(-coarse * coarse) * Math.exp(-(x - coarse) * (x + coarse));
}

function centre(square: number): number {
  return ratio(centreTop, centreBottom, square);
}

/** Coefficients ascending. */
function ratio(top: readonly number[], bottom: readonly number[], x: number): number {
  let numerator = 0;
  let denominator = 0;
  for (let i = top.length - 1; i >= 0; i--) numerator = numerator * x + top[i]!;
  for (let i = bottom.length - 1; i >= 0; i--) denominator = denominator * x + bottom[i]!;
  return numerator / denominator;
}

const centreTop = [
  3209.3775891384694, 377.485237685302, 113.86415415105016, 3.1611237438705655, 0.18577770618460315,
];
const centreBottom = [2844.236833439171, 1282.6165260773723, 244.02463793444417, 23.601290952344122, 1];
const middleTop = [
  1230.3393547979972, 2051.0783778260716, 1712.0476126340707, 881.952221241769, 298.6351381974001,
  66.11919063714163, 8.883149794388377, 0.5641884969886701, 2.1531153547440383e-8,
];
const middleBottom = [
  1230.3393548037495, 3439.3676741437216, 4362.619090143247, 3290.7992357334597, 1621.3895745666903,
  537.1811018620099, 117.6939508913125, 15.744926110709835, 1,
];
const farTop = [
  0.0006587491615298378, 0.016083785148742275, 0.12578172611122926, 0.36034489994980445,
  0.30532663496123236, 0.016315387137302097,
];
const farBottom = [
  0.0023352049762686918, 0.06051834131244132, 0.5279051029514285, 1.8729528499234673, 2.568520192289822, 1,
];
