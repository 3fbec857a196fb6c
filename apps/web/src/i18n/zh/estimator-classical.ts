/** What the plugin estimator-classical says. */
export const estimatorClassical: Readonly<Record<string, string>> = {
  "Hand procedure": "常规整理方法",
  "What an engineer would determine from the tests by hand, as the model's literature says (regressions and readings, no search): at once, as a start for least squares, and as a check on every other estimator.": "按模型文献由工程师从试验中整理得到（回归和读数，不作搜索）：立即得到，可作为最小二乘法的起点，也可检验其他方法。",
  "this model has no hand procedure": "此模型没有常规整理方法",
  "a model that declares one": "给出了常规整理方法的模型",
  "Use least-squares instead": "请改用 least-squares",
  "the hand procedure gives no parameter from these tests": "常规整理方法由这些试验得不到任何参数",
  "Read from the tests by hand procedure{1}": "按常规整理方法由试验读得{1}",
  ", all but {open} of {length}": "，{length} 个参数中有 {open} 个除外",
  "95 % intervals from the scatter about the procedure's own regressions (Student's t): they say how well the tests agree with each other, not how well the model follows them": "95 % 区间来自整理方法自身回归的离散（Student t 分布）：它说明各试验之间的一致程度，而不是模型吻合的程度",
};
