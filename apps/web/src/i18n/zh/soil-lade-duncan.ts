/** What the plugin soil-lade-duncan says. */
export const soilLadeDuncan: Readonly<Record<string, string>> = {
  "taken as 27, yield from the isotropic state on": "取 27，即从等向状态起屈服",
  "{1}; elastic strains were taken off with twice the initial modulus": "{1}；已按两倍初始模量扣除弹性应变",
  "the tests that unload have one confining pressure": "含卸载的试验只有一个围压",
  "no drained test has volumetric strains from which plastic work and strain ratios follow": "没有排水试验的体积应变可用于求塑性功和应变比",
  "one confining pressure does not show how hardening changes with it": "只有一个围压，不能看出硬化随围压的变化",
  "Poisson's ratio of the elastic strains is not read from the curves": "弹性应变的泊松比不由曲线读取",

  "the deviator stress at the start, {q0} kPa, is beyond the strength of {2} kPa": "初始偏应力 {q0} kPa 超过强度 {2} kPa",
  "I1³/I3 reached its failure value kf = {1} at a deviator stress of {deviatorStress} kPa and {3} % axial strain": "偏应力 {deviatorStress} kPa、轴向应变 {3} % 时，I1³/I3 达到其破坏值 kf = {1}",

  "the mean effective stress grew beyond 1 GPa at {1} % axial strain": "轴向应变 {1} % 时平均有效应力超过 1 GPa",

  "relative error of an integration step 1e-7": "积分步的相对误差为 1e-7",
  "relative error of an integration step 1e-11": "积分步的相对误差为 1e-11",
  "accuracy of tests that are integrated; drained compression and isotropic compression are exact either way": "数值积分试验的精度；排水压缩和等向压缩始终为精确解",
  "Lade-Duncan (1975)": "Lade-Duncan 模型（1975）",
  "Work-hardening plasticity with one conical yield surface and a nonassociated flow rule: sands in shear, dilation and all three principal stresses included; no plastic strain in isotropic or proportional compression, no softening.": "功硬化塑性，单一锥形屈服面，非关联流动法则：适用于砂土剪切，考虑剪胀和三个主应力；等向或等比压缩不产生塑性应变，无软化。",

  "elastic modulus number: Young's modulus over atmospheric pressure at σ3 = pa": "弹性模量数：σ3 = pa 时杨氏模量与大气压之比",
  "elastic exponent: how the elastic modulus grows with σ3": "弹性指数：弹性模量随 σ3 的增长",
  "Poisson's ratio of the elastic strains": "弹性应变的泊松比",
  "strength: value of I1³/I3 at failure (27 without shear)": "强度：破坏时的 I1³/I3（无剪切时为 27）",
  "slope of the plastic potential's k2 over f; above 1/3 dilation begins with the first plastic strain": "塑性势参数 k2 对 f 的斜率；大于 1/3 时从最初的塑性应变起即剪胀",
  "failure ratio: f at failure over the asymptote of the hardening hyperbola, both above the threshold": "破坏比：破坏时的 f 与硬化双曲线渐近值之比（均扣除阈值）",
  "hardening number: plastic work needed per unit of f at the onset of yield, over pa, at σ3 = pa": "硬化数：σ3 = pa 时屈服起点单位 f 所需的塑性功与 pa 之比",
  "hardening exponent: how that plastic work grows with σ3": "硬化指数：该塑性功随 σ3 的增长",
  "threshold: value of I1³/I3 below which there is no plastic strain": "阈值：I1³/I3 低于此值时没有塑性应变",
  "atmospheric pressure; Kur and M belong to the value used with them": "大气压；Kur 和 M 与所用的大气压值相对应",
  "the strength kf = {kf} must lie above the threshold ft = {ft}": "强度 kf = {kf} 必须高于阈值 ft = {ft}",
};
