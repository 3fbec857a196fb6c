/** What the plugin soil-cam-clay says. */
export const soilCamClay: Readonly<Record<string, string>> = {
  "an axial stress of 0 kPa at the start leaves no stiffness; begin the test at the first load step": "初始轴向应力为 0 kPa 时没有刚度；请从第一级荷载开始试验",

  "no triaxial test shows a stress ratio at its end": "没有三轴试验给出终点的应力比",
  "the stress ratio of {rising} still grows at the last reading, so M may be larger": "{rising} 的应力比在最后一个读数处仍在增长，因此 M 可能更大",
  "no compression test has void ratios on first loading": "没有压缩试验给出初次加载的孔隙比",
  "no compression test unloads": "没有压缩试验含卸载",
  "read over the axial stress; the radial stress falls less in unloading, so kappa is larger": "按轴向应力读取；卸载时径向应力降低较少，因此 kappa 更大",
  "the stiffness in shear before yield is not read from the curves": "屈服前的剪切刚度不由曲线读取",
  "the stress at rest in an oedometer follows from M and kappa, and they are not known": "固结仪中的静止应力由 M 和 kappa 得出，而它们未知",

  "an axial stress of {1} kPa leaves no stiffness": "轴向应力 {1} kPa 时没有刚度",
  "the {1} stress vanished at an axial stress of {furthest} kPa, before the clay yielded": "轴向应力为 {furthest} kPa 时{1}应力消失，此时黏土尚未屈服",
  "yielding and unloading alternate at an axial stress of {axial} kPa": "轴向应力为 {axial} kPa 时屈服与卸载交替出现",
  "the axial stress passed an extreme at {stress} kPa and a stress ratio of {eta}: a prescribed stress cannot follow": "轴向应力在 {stress} kPa、应力比 {eta} 处越过极值：给定的应力不能继续",
  "the constraint of no radial strain cannot be fulfilled beyond an axial stress of {at} kPa ({message})": "轴向应力超过 {at} kPa 后不能满足无径向应变的约束（{message}）",
  "the {1} stress vanished at an axial stress of {at} kPa": "轴向应力为 {at} kPa 时{1}应力消失",

  "a mean effective stress of {p} kPa leaves no stiffness": "平均有效应力 {p} kPa 时没有刚度",

  "Critical state model for normally and lightly overconsolidated clay: compression, hardening, pore pressure and strength at the critical state from five parameters.": "适用于正常固结和轻度超固结黏土的临界状态模型：用五个参数描述压缩、硬化、孔隙水压力和临界状态强度。",

  "moduli and hardening use the present specific volume, strains are natural": "模量和硬化采用当前比容，应变为自然应变",
  "moduli and hardening use the specific volume at the start throughout, strains are small (many finite-element codes and the textbook closed forms)": "模量和硬化始终采用初始比容，应变为小应变（许多有限元程序和教科书中的解析解）",
  "the void-ratio convention; over a quarter of axial strain it makes up to 1 % of the deviator stress and 2 % of the volumetric strain": "孔隙比的约定；轴向应变达四分之一时，对偏应力的影响至多 1 %，对体积应变至多 2 %",
  "Poisson's ratio nu is constant: the shear modulus grows with the mean stress (not conservative on closed stress loops)": "泊松比 nu 为常数：剪切模量随平均应力增长（在闭合应力循环中不守恒）",
  "the shear modulus is the parameter G: at small mean stress Poisson's ratio turns negative": "剪切模量为参数 G：平均应力较小时泊松比变为负值",
  "elasticity in shear": "剪切弹性",
  "preconsolidationPressure or overconsolidationRatio of the test; normally consolidated unless given": "试验的 preconsolidationPressure 或 overconsolidationRatio；未给出时为正常固结",
  "from the test's initialVoidRatio and the parameters N, lambda and kappa": "由试验的 initialVoidRatio 和参数 N、lambda、kappa 求得",
  "where the preconsolidation pressure at the start comes from": "初始先期固结压力的来源",

  "Cam-Clay (original)": "原始剑桥模型",
  "The first critical state model, with the dilatancy M - q/p: for comparison with textbooks; its corner on the isotropic axis overpredicts shear strain at small stress ratios and K0.": "最早的临界状态模型，剪胀关系为 M - q/p：用于与教科书对照；屈服面在等压轴上的尖角使小应力比下的剪应变和 K0 偏大。",

  "stress ratio q/p at the critical state; the same in extension": "临界状态应力比 q/p；拉伸时相同",
  "slope of the normal compression line in v and ln p (Cc / 2.303)": "v-ln p 平面中正常压缩线的斜率（Cc / 2.303）",
  "slope of swelling lines in v and ln p": "v-ln p 平面中回弹线的斜率",
  "Poisson's ratio; without meaning under the option `shear: constant`": "泊松比；选项 `shear: constant` 下无意义",
  "specific volume v = 1 + e on the isotropic normal compression line at p = 1 kPa; gives the initial void ratio of tests that do not state theirs": "等向正常压缩线上 p = 1 kPa 时的比容 v = 1 + e；用于推算未说明的初始孔隙比",
  "shear modulus under the option `shear: constant`; without meaning otherwise": "选项 `shear: constant` 下的剪切模量；否则无意义",
  "swelling must be stiffer than first compression: kappa = {kappa} must be smaller than lambda = {lambda}": "回弹应比初次压缩更硬：kappa = {kappa} 必须小于 lambda = {lambda}",

  "the {1} stress vanished at {2} % axial strain, before the clay yielded": "轴向应变 {2} % 时{1}应力消失，此时黏土尚未屈服",
  "the clay softens faster than it unloads elastically at a stress ratio of {1} and {2} % axial strain: no test under prescribed axial strain can follow": "在应力比 {1}、轴向应变 {2} % 处，黏土软化快于弹性卸载：任何应变控制的试验都不能继续",
  "the axial stress vanished at {1} % axial strain": "轴向应变 {1} % 时轴向应力消失",

  "options of the Cam-Clay models, shear": "剑桥模型的选项，shear（剪切弹性）",
  "a constant shear modulus is asked for and the parameter G is not given": "要求剪切模量为常数，而没有给出参数 G",
  "G in kPa above 0, or `shear: poisson`": "大于 0 的 G（kPa），或 `shear: poisson`",

  "a mean effective stress of {p} kPa at the start leaves no stiffness": "初始平均有效应力 {p} kPa 时没有刚度",
  "conditions of the test": "试验条件",
  "initialVoidRatio is not given, and the option `history: void-ratio` takes the preconsolidation pressure from it": "没有给出 initialVoidRatio，而选项 `history: void-ratio` 由它求先期固结压力",
  "a void ratio, or `history: conditions`": "孔隙比，或 `history: conditions`",
  "at a mean stress of {p} kPa a void ratio of {initialVoidRatio} lies above the normal compression line of N = {N}: the specimen would stand outside its yield surface ({pc} kPa)": "平均应力 {p} kPa 时，孔隙比 {initialVoidRatio} 位于 N = {N} 的正常压缩线之上：试样将处于其屈服面之外（{pc} kPa）",
  "the stress ratio at the start, {eta}, lies beyond the critical state M = {M} and outside the yield surface of a preconsolidation pressure of {pc} kPa": "初始应力比 {eta} 超过临界状态 M = {M}，且位于先期固结压力 {pc} kPa 的屈服面之外",
  "the specimen would have no voids: N = {N} gives a specific volume of {v} at a mean stress of {p} kPa and a preconsolidation pressure of {pc} kPa": "试样将没有孔隙：平均应力 {p} kPa、先期固结压力 {pc} kPa 时，N = {N} 给出的比容为 {v}",
  "the voids are gone at a mean stress of {p} kPa (specific volume {v}); the compression line in ln p does not reach so far": "平均应力 {p} kPa 时孔隙已消失（比容 {v}）；ln p 中的压缩线达不到这样远",
};
