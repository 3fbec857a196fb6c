/** What the plugin soil-tsinghua says. */
export const soilTsinghua: Readonly<Record<string, string>> = {
  "the plastic strains cannot be followed beyond {1} % axial strain ({message})": "轴向应变超过 {1} % 后塑性应变无法继续（{message}）",

  "the stress ratio came within 0.5 % of the common tangent of the ellipses, at a deviator stress of {deviatorStress} kPa and {2} % axial strain": "偏应力 {deviatorStress} kPa、轴向应变 {2} % 时，应力比与各椭圆的公切线相差不到 0.5 %",
  "dilation outweighs shear hardening (a peak before the strength line), at a deviator stress of {deviatorStress} kPa and {2} % axial strain; the model has no softening": "偏应力 {deviatorStress} kPa、轴向应变 {2} % 时，剪胀超过剪切硬化（强度线之前出现峰值）；此模型没有软化",
  "at a mean effective stress of {p} kPa the element left the ellipse with centre {h} kPa on the side of the origin, where the model is not defined": "平均有效应力 {p} kPa 时，应力点从原点一侧离开了中心为 {h} kPa 的椭圆，模型在此没有定义",

  "hardening: plastic shear strain at which shear hardening turns from its first to its later slope": "硬化：剪切硬化由前段斜率转为后段斜率时的塑性剪应变",
  "hardening: exponent of the plastic shear strain": "硬化：塑性剪应变的指数",
  "hardening: plastic volumetric strain that hardens as much as shear strain (its 1/m3 weighs shear)": "硬化：与剪应变硬化作用相当的塑性体应变（1/m3 为剪应变的权重）",
  "isotropic compression: plastic volumetric strain at h = pa": "等向压缩：h = pa 时的塑性体应变",
  "isotropic compression: exponent of h/pa": "等向压缩：h/pa 的指数",
  "isotropic compression: offset of the plastic volumetric strain; strains counted from the start of a test do not show it": "等向压缩：塑性体应变的偏移量；从试验开始计的应变中看不出",

  "a mean effective stress of {pressure} kPa leaves no stiffness": "平均有效应力 {pressure} kPa 时没有刚度",

  "elastic bulk modulus over atmospheric pressure at p = pa": "p = pa 时弹性体积模量与大气压之比",
  "elastic shear modulus over atmospheric pressure at p = pa": "p = pa 时弹性剪切模量与大气压之比",
  "elastic exponent: how both moduli grow with p": "弹性指数：两个模量随 p 的增长",
  "half axis of the ellipse along p over its centre h; below 1 the ellipses have a common tangent, the strength line": "椭圆沿 p 方向的半轴与中心 h 之比；小于 1 时各椭圆有公切线，即强度线",
  "half axis of the ellipse along q over that along p; k r is the stress ratio without dilation": "椭圆沿 q 与沿 p 方向半轴之比；k r 为无剪胀的应力比",
  "atmospheric pressure; K0, G0 and m4 belong to the value used with them": "大气压；K0、G0 和 m4 与所用的大气压值相对应",

  "accuracy of the integration; isotropic compression is exact either way": "积分精度；等向压缩始终为精确解",
  "Tsinghua": "清华模型",
  "Elastoplastic, elliptic yield surface that is its own potential, hardening by plastic volumetric and shear strain: sands and rockfill with contraction and dilation, no softening. Unconfirmed form: the hardening function and the names of its coefficients were restated without the original texts; check them against 黄文熙等 (1981) or 李广信《高等土力学》 before you rely on published parameter values.": "弹塑性，椭圆屈服面与塑性势面一致，由塑性体应变和剪应变硬化：适用于有剪缩和剪胀的砂土和堆石料，无软化。形式尚未核实：硬化函数及其系数名称未依据原文重写；采用已发表的参数值之前，请与黄文熙等（1981）或李广信《高等土力学》核对。",
  "h/pa = {[εvᵖ + m6 + ((εsᵖ + m1)^m2 - m1^m2)/m3]/m4}^(1/m5); coefficient names unconfirmed": "h/pa = {[εvᵖ + m6 + ((εsᵖ + m1)^m2 - m1^m2)/m3]/m4}^(1/m5)；系数名称尚待核实",
};
