/** What the plugin soil-hypoplastic-sand says. */
export const soilHypoplasticSand: Readonly<Record<string, string>> = {
  "stresses to a few parts in a million, strains to about 1e-8: far below what a laboratory sees, and fast enough for training sets": "应力精确到百万分之几，应变约 1e-8：远小于试验室的分辨率，且足够快，可用于生成训练集",
  "stresses and strains to nine digits or more, to compare programs": "应力和应变精确到九位以上，用于程序之间的比较",
  "how exactly the equations are integrated": "方程的积分精度",

  "every triaxial test has a peak, or ends while its volume still changes: before the critical state is certain": "所有三轴试验都有峰值，或在体积仍在变化时结束：尚不能确定临界状态",
  "the stress ratio of {rising} still grows at the last reading": "{rising} 的应力比在最后一个读数处仍在增长",
  "they are not read from curves by a rule that needs no trial": "没有无需试算的规则可由曲线读取它们",

  "Hypoplastic sand (von Wolffersdorff)": "砂土亚塑性模型（von Wolffersdorff）",
  "One set of eight parameters for a sand at every density and pressure: critical state, peak, dilatancy and stiffness follow from the void ratio; monotonic loading (no intergranular strain).": "一组八个参数适用于砂土的各种密实度和压力：临界状态、峰值、剪胀和刚度均由孔隙比决定；适用于单调加载（不含粒间应变）。",

  "critical friction angle": "临界内摩擦角",
  "granulate hardness: how hard the grains are as a skeleton": "颗粒硬度：颗粒骨架的硬度",
  "exponent of compression": "压缩指数",
  "void ratio of the densest state at zero pressure": "零压力下最密状态的孔隙比",
  "critical void ratio at zero pressure": "零压力下的临界孔隙比",
  "void ratio of the loosest state at zero pressure": "零压力下最松状态的孔隙比",
  "exponent of density for the peak strength and dilatancy": "密实度对峰值强度和剪胀影响的指数",
  "exponent of density for the stiffness": "密实度对刚度影响的指数",
  "the densest state must be denser than the critical one: ed0 = {ed0} is not below ec0 = {ec0}": "最密状态应比临界状态更密：ed0 = {ed0} 不低于 ec0 = {ec0}",
  "the critical state must be denser than the loosest one: ec0 = {ec0} is not below ei0 = {ei0}": "临界状态应比最松状态更密：ec0 = {ec0} 不低于 ei0 = {ei0}",
  "the loosest state has no stiffness in isotropic compression: ((ei0 - ed0)/(ec0 - ed0))^alpha = {loosest} must stay below 2": "最松状态在等向压缩中没有刚度：((ei0 - ed0)/(ec0 - ed0))^alpha = {loosest} 必须小于 2",

  "conditions of soil/hypoplastic-sand": "soil/hypoplastic-sand 的试验条件",
  "initialVoidRatio is not given, and this model needs it: the same sand is another material at another density": "没有给出 initialVoidRatio，而此模型需要它：同一种砂在不同密度下是不同的材料",
  "the void ratio of the specimen at the start, between ed0 and ei0": "试样的初始孔隙比，介于 ed0 与 ei0 之间",
  "Give it with the conditions of the test or in a table of tests beside its file; where only the dry density is known, e = grain density / dry density - 1": "请在试验条件中或随文件附带的试验表中给出；如果只知道干密度，e = 颗粒密度 / 干密度 - 1",

  "the effective stress was lost at {1} % axial strain: {2} kPa axial and {3} kPa radial are left of a mean stress of {initialMeanStress} kPa": "轴向应变 {1} % 时有效应力丧失：初始平均应力 {initialMeanStress} kPa 只剩轴向 {2} kPa、径向 {3} kPa",
  "a void ratio of {e} is not above that of the densest state, {2} at a mean stress of {s} kPa; the equations do not hold there": "孔隙比 {e} 不大于最密状态的孔隙比（平均应力 {s} kPa 时为 {2}）；方程在此不适用",
};
