/** What the plugin battery-p2d says. */
export const batteryP2d: Readonly<Record<string, string>> = {
  "when the voltage reached {1} V": "，当电压达到 {1} V 时",
  "when the current fell to {1} A": "，当电流降到 {1} A 时",
  "at its time": "，到达规定时间",

  "after {time} s": "{time} s 后",
  "the negative electrode": "负极",
  "the separator": "隔膜",
  "the positive electrode": "正极",
  "the electrolyte in {region} has run out of salt {at} (below {limit} mol/m3), so it cannot carry the current any longer": "{at}{region}中的电解液盐分耗尽（低于 {limit} mol/m3），不能继续承载电流",
  "a particle of the {side} electrode is {2} at its surface {at}, so it cannot {4} the current any longer": "{at}{side}极颗粒表面{2}，不能继续{4}电流",
  "the equations have no solution after {time} s: the electrolyte holds at least {2} mol/m3 and the surfaces of the particles are neither empty nor full": "{time} s 后方程无解：电解液浓度至少为 {2} mol/m3，颗粒表面既未耗尽也未饱和",

  "voltages within about half a millivolt in half a millisecond": "电压误差约半毫伏，用时约半毫秒",
  "within about a tenth of a millivolt; ten times as slow": "误差约十分之一毫伏；慢约十倍",
  "How finely space and time are resolved.": "空间和时间的离散精度。",
  "P2D (Doyle-Fuller-Newman)": "P2D 模型（Doyle-Fuller-Newman）",
  "Porous electrodes of spherical particles in a concentrated electrolyte: a lithium-ion cell at any rate.": "浓溶液电解液中由球形颗粒组成的多孔电极：适用于任意倍率的锂离子电池。",
  "options of battery/p2d, thermal": "battery/p2d 的选项，thermal（热模型）",
  "the description of {name} has no heat capacity and cooling": "{name} 的描述没有热容和散热条件",
  "isothermal, or a cell with thermal data": "isothermal，或带有热数据的电池",
};
