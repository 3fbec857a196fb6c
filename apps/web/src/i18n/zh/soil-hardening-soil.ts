/** What the plugin soil-hardening-soil says. */
export const soilHardeningSoil: Readonly<Record<string, string>> = {
  "no drained test has volumetric strains": "没有排水试验含体积应变",
  "Poisson's ratio of unloading is not read from the curves": "卸载泊松比不由曲线读取",

  "the deviator stress at the start, {q0} kPa, is beyond the strength of {qf} kPa": "初始偏应力 {q0} kPa 超过强度 {qf} kPa",
  "the deviator stress reached its limit of {qf} kPa at {2} % axial strain": "轴向应变 {2} % 时偏应力达到其上限 {qf} kPa",

  "Hardening Soil (shear hardening, no cap)": "硬化土模型（剪切硬化，无帽盖）",
  "Hyperbolic shear hardening with stress-dependent stiffness, stiff unloading and mobilised dilatancy up to the Mohr-Coulomb strength; the cap (Eoedref, K0nc, preconsolidation) is left out, so isotropic compression is elastic and an oedometer comes out too stiff.": "双曲线剪切硬化，刚度随应力变化，卸载较硬，剪胀随强度发挥直至莫尔-库仑强度；不含帽盖（Eoedref、K0nc、先期固结），因此等向压缩为弹性，固结试验偏硬。",

  "the curve ends with the status `failure` where the deviator stress reaches its limit": "偏应力达到上限时曲线以“破坏”状态结束",
  "perfectly plastic at the limit, with the dilatancy angle ψ; volume grows as long as the path lasts": "达到上限后理想塑性，剪胀角为 ψ；体积随路径持续增大",
  "what happens when the deviator stress reaches the strength qf": "偏应力达到强度 qf 时的处理",
  "integrated paths to about seven digits": "积分路径约七位有效数字",
  "integrated paths to about ten digits": "积分路径约十位有效数字",
  "how exactly paths without a closed form are integrated; drained and isotropic compression are exact": "无解析解路径的积分精度；排水剪切和等向压缩为精确解",

  "secant modulus at half the strength in drained triaxial compression, at σ3 = pref": "排水三轴压缩中达到一半强度时的割线模量（σ3 = pref）",
  "Young's modulus of unloading and reloading at σ3 = pref": "卸载再加载杨氏模量（σ3 = pref）",
  "exponent: how the moduli grow with σ3": "指数：模量随 σ3 的增长",
  "dilatancy angle at failure": "破坏时的剪胀角",
  "pressure to which the reference moduli belong": "参考模量对应的压力",
  "the dilatancy angle psi = {psi}° must not exceed the friction angle phi = {phi}°": "剪胀角 psi = {psi}° 不得超过内摩擦角 phi = {phi}°",
  "unloading must be stiffer than first loading at its start: Eurref = {Eurref} kPa is not above 2 E50ref/(2 - Rf) = {initial} kPa": "卸载应比初次加载起始段更硬：Eurref = {Eurref} kPa 不高于 2 E50ref/(2 - Rf) = {initial} kPa",
};
