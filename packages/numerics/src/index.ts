export { Random, random } from "./random.ts";
export { normalCdf, normalQuantile } from "./normal.ts";
export { type Matrix, identity, matrix, row, transpose } from "./matrix.ts";
export { type MultiplyOptions, multiply } from "./multiply.ts";
export { cholesky, invertCholesky, invertLower, logDeterminant, solveCholesky, solveLower } from "./cholesky.ts";
export {
  type SingularValues,
  type SymmetricEigen,
  linearLeastSquares,
  singularValues,
  symmetricEigen,
} from "./decompositions.ts";
export {
  correlation,
  correlationOf,
  covariance,
  mean,
  median,
  quantile,
  quantiles,
  r2,
  rmse,
  standardDeviation,
  variance,
} from "./statistics.ts";
export type { Prior } from "./prior.ts";
export { type Distribution, distributionOf } from "./distribution.ts";
export { type JointPrior, type PriorCorrelation, jointPrior } from "./joint-prior.ts";
export { latinHypercube } from "./latin-hypercube.ts";
export { sobol } from "./sobol.ts";
export { type Line, lineThrough, meanMargin, studentQuantile975 } from "./line.ts";
export { brent } from "./roots.ts";
export { integral } from "./gauss-legendre.ts";
export { type Tableau, bogackiShampine, dormandPrince } from "./tableau.ts";
export {
  type IntegrateOptions,
  type Integration,
  type IntegrationStatus,
  integrate,
} from "./ode.ts";
export type { RightHandSide } from "./runge-kutta-step.ts";
export { type FixedStepIntegration, rk4 } from "./rk4.ts";
export type {
  LeastSquaresOptions,
  LeastSquaresProblem,
  LeastSquaresProgress,
  LeastSquaresResult,
} from "./least-squares-problem.ts";
export type { Loss } from "./robust-loss.ts";
export { levenbergMarquardt } from "./least-squares.ts";
export { parameterCovariance } from "./parameter-covariance.ts";
export {
  type GaussNewtonCovariance,
  type GaussNewtonMinimum,
  type PriorRange,
  gaussNewtonCovariance,
  priorWidths,
} from "./gauss-newton-covariance.ts";
export { type Breather, breather } from "./breather.ts";
export { type Ask, interruptible, resumable } from "./interruptible.ts";
export { type LbfgsOptions, type LbfgsProgress, type LbfgsResult, lbfgs } from "./lbfgs.ts";
export { type SearchAxis, type Tried, drawPoint, suggestPoint } from "./tree-parzen.ts";
export { type Climb, type NextTrial, bestClimb, nextTrial } from "./successive-halving.ts";
export { varianceExplained } from "./variance-explained.ts";
