/** What numerics says. */
export const numerics: Readonly<Record<string, string>> = {
  "The correlation {coefficient} between parameters {2} and {3}": "参数 {2} 与 {3} 之间的相关系数 {coefficient}",

  "The value or the gradient is not finite at the start.": "起点处的函数值或梯度不是有限的数。",
  "The gradient vanishes.": "梯度为零。",
  "Stopped on request.": "已按要求停止。",
  "Not converged after {maxIterations} iterations.": "{maxIterations} 次迭代后仍未收敛。",
  "No step along the gradient lowers the value.": "沿梯度方向的任何步长都不能使函数值下降。",

  "The residuals have no meaning at the start.": "起点处的残差没有意义。",
  "The residuals are zero.": "残差为零。",
  "The gradient vanishes within the bounds.": "在取值范围内梯度为零。",
  "The cost no longer falls.": "目标函数不再下降。",
  "The parameters no longer move.": "参数不再变化。",
  "Every further step leads to where the residuals have no meaning (parameters that contradict each other, or no solution): a minimum along such an edge is found by a search without derivatives, such as CMA-ES.": "任何进一步的步长都会使残差失去意义（参数相互矛盾或无解）：沿此类边界的最小值应由不用导数的搜索求得，例如 CMA-ES。",

  "The residuals have no Jacobian here.": "此处残差没有雅可比矩阵。",
  "Around here no change of parameter {missing} gives residuals with a meaning.": "在此附近，参数 {missing} 的任何变化都不能给出有意义的残差。",

  "The derivatives are not finite at the start, t = {t0}.": "起点 t = {t0} 处的导数不是有限的数。",
  "Stopped at t = {t} after {maxSteps} steps{explanation}": "{maxSteps} 步后停在 t = {t}{explanation}",
  "Beyond t = {t} the derivatives are not finite, however short the step.": "t = {t} 之后，无论步长多小，导数都不是有限的数。",
  "At t = {t} no step is short enough for the tolerances{explanation}": "在 t = {t} 处没有足够小的步长能满足容差{explanation}",
  "The event happened at t = {t}.": "事件发生在 t = {t}。",

  ": the problem is stiff, which an explicit method cannot step over.": "：问题是刚性的，显式方法无法求解。",
};
