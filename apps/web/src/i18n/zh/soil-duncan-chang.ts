/** What the plugin soil-duncan-chang says. */
export const soilDuncanChang: Readonly<Record<string, string>> = {
  "they are read from drained triaxial tests on isotropically consolidated specimens, and there is none with a deviator stress": "它们由各向等压固结试样的排水三轴试验读取，而没有一个试验含有偏应力",
  "one confining pressure does not show how the modulus grows with it": "只有一个围压，不能看出模量随围压的增长",
  "no test gives an initial modulus": "没有试验给出初始模量",
  "the deviator stress of {rising} is largest at the last reading, which is taken as the strength": "{rising} 的偏应力在最后一个读数处最大，取其为强度",
  "no test unloads": "没有试验含卸载",
  "no drained test has a volumetric strain that contracts": "没有排水试验的体积应变表现为剪缩",
  "one confining pressure does not show how the bulk modulus grows with it": "只有一个围压，不能看出体积模量随围压的增长",
  "no drained test has enough volumetric strains before it dilates": "没有排水试验在剪胀之前有足够的体积应变",
  "one confining pressure does not show how Poisson's ratio falls with it; G belongs to that pressure": "只有一个围压，不能看出泊松比随围压的降低；G 对应于该围压",

  "the deviator stress at the start, {q0} kPa, is beyond the strength of {limitStress} kPa": "初始偏应力 {q0} kPa 超过强度 {limitStress} kPa",
  "the deviator stress reached its limit of {limitStress} kPa at {2} % axial strain": "轴向应变 {2} % 时偏应力达到其上限 {limitStress} kPa",

  "Duncan-Chang E-B": "邓肯-张 E-B 模型",
  "Nonlinear elastic, hyperbolic stress-strain curve with a stress-dependent bulk modulus: fills, embankments and rockfill before failure; no dilation, no softening.": "非线性弹性，双曲线应力应变关系，体积模量随应力变化：适用于填土、堤坝和堆石料破坏之前；不能描述剪胀和软化。",

  "Duncan-Chang E-mu": "邓肯-张 E-μ 模型",
  "The hyperbolic model with a tangent Poisson's ratio instead of a bulk modulus: older studies and programs that ask for G, F and D; no dilation beyond Poisson's ratio 0.49.": "以切线泊松比代替体积模量的双曲线模型：用于较早的研究和需要 G、F、D 的程序；泊松比不超过 0.49，不能描述剪胀。",

  "the minor principal stress vanished at {1} % axial strain": "轴向应变 {1} % 时小主应力消失",
  "the friction angle would leave 0..{steepest}° at a minor stress of {s} kPa (phi and dphi do not hold there)": "小主应力为 {s} kPa 时内摩擦角将超出 0 至 {steepest}°（phi 和 dphi 在此不适用）",
  "the deviator stress reached its limit of {1} kPa at {2} % axial strain": "轴向应变 {2} % 时偏应力达到其上限 {1} kPa",

  "the curve ends with the status `failure` where the stress level reaches its limit": "应力水平达到上限时曲线以“破坏”状态结束",
  "perfectly plastic at the limit: the deviator stress stays, volume follows Poisson's ratio 0.49": "达到上限后理想塑性：偏应力不变，体积按泊松比 0.49 变化",
  "no limit: the hyperbola runs on towards qf/Rf, as in many published training sets": "无上限：双曲线继续趋向 qf/Rf，与许多已发表的训练集一致",
  "the tangent modulus keeps the value it has at the limit (finite-element codes that cap the stress level at 0.95 or 0.99)": "切线模量保持上限处的值（有限元程序把应力水平限制在 0.95 或 0.99）",
  "the tangent modulus drops to `residualFactor` K pa at the limit": "达到上限后切线模量降为 `residualFactor` K pa",
  "what happens when the stress level q/qf reaches `stressLevelLimit`": "应力水平 q/qf 达到 `stressLevelLimit` 时的处理",
  "stress level at which the element counts as failed": "单元视为破坏的应力水平",
  "tangent modulus after failure over K pa, for `failure: residual`": "破坏后切线模量与 K pa 之比（用于 `failure: residual`）",
  "Eur below the largest stress level of the past (Duncan and Chang 1970, Duncan et al. 1980)": "低于历史最大应力水平时用 Eur（Duncan 和 Chang 1970，Duncan 等 1980）",
  "Eur below three quarters of the largest stress state SL (σ3/pa)^(1/4) of the past, interpolated up to it (Duncan, Seed, Wong and Ozawa 1984)": "低于历史最大应力状态 SL (σ3/pa)^(1/4) 的四分之三时用 Eur，其间插值（Duncan、Seed、Wong 和 Ozawa 1984）",
  "which modulus holds below stresses that the element has known": "低于历史应力时采用的模量",

  "modulus number: initial Young's modulus over atmospheric pressure at σ3 = pa": "模量数：σ3 = pa 时初始杨氏模量与大气压之比",
  "modulus exponent: how the initial modulus grows with σ3": "模量指数：初始模量随 σ3 增长的指数",
  "failure ratio: strength over the asymptote of the hyperbola": "破坏比：强度与双曲线渐近值之比",
  "friction angle at σ3 = pa": "σ3 = pa 时的内摩擦角",
  "drop of the friction angle per tenfold σ3 (log10)": "σ3 每增大十倍内摩擦角的降低值（log10）",
  "bulk modulus number: bulk modulus over atmospheric pressure at σ3 = pa": "体积模量数：σ3 = pa 时体积模量与大气压之比",
  "bulk modulus exponent": "体积模量指数",
  "initial Poisson's ratio at σ3 = pa": "σ3 = pa 时的初始泊松比",
  "drop of the initial Poisson's ratio per tenfold σ3 (log10)": "σ3 每增大十倍初始泊松比的降低值（log10）",
  "how fast Poisson's ratio grows with strain": "泊松比随应变增长的快慢",
  "atmospheric pressure; K and Kb belong to the value used with them": "大气压；K 和 Kb 与所用的大气压值相对应",
  "unloading modulus number; a value up to {largestRatio} is a ratio to K, so that the default 2 is the customary 2K": "卸载模量数；不大于 {largestRatio} 的值表示与 K 之比，默认值 2 即通常的 2K",
  "a soil without cohesion (c = 0) and friction (phi = 0) has no strength": "没有黏聚力（c = 0）和内摩擦角（phi = 0）的土没有强度",
  "unloading cannot be softer than first loading: Kur = {unloading} lies below K = {K}": "卸载不能比初次加载更软：Kur = {unloading} 低于 K = {K}",

  "a mean effective stress of {1} kPa leaves no stiffness": "平均有效应力 {1} kPa 时没有刚度",

  "the friction angle would be {angle}° at a minor stress of {s3} kPa (phi and dphi do not hold there)": "小主应力为 {s3} kPa 时内摩擦角将为 {angle}°（phi 和 dphi 在此不适用）",
};
