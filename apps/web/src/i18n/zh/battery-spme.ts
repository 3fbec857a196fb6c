/** What the plugin battery-spme says. */
export const batterySpme: Readonly<Record<string, string>> = {
  "{mode} (step {2} of {length})": "{mode}（第 {2} 步，共 {length} 步）",
  "no current answers {name} after {time} s": "{time} s 后没有电流能满足{name}",
  "when the voltage reached {voltage} V": "，当电压达到 {voltage} V 时",
  "when the current fell to {current} A": "，当电流降到 {current} A 时",
  "no current answers what is asked of the cell after {time} s": "{time} s 后没有电流能满足对电池的要求",
  "the electrolyte has run out of salt {at}; this model gives it the diffusivity at rest everywhere, so at such a current P2D is the judge": "{at}电解液盐分耗尽；本模型处处采用静置时的扩散系数，此电流下应以 P2D 为准",
  "the particles of the {side} electrode are {2} at their surface {at}, so they cannot {4} the current any longer": "{at}{side}极颗粒表面{2}，不能继续{4}电流",

  "SPMe (single particle with electrolyte)": "SPMe 模型（含电解液的单颗粒模型）",
  "One particle for each electrode and diffusion in the electrolyte: a lithium-ion cell up to about 1C, as a cheap start and a check of P2D.": "每个电极一个颗粒并考虑电解液扩散：适用于约 1C 以内的锂离子电池，可作为快速起点和 P2D 的检验。",
  "options of battery/spme, thermal": "battery/spme 的选项，thermal（热模型）",
};
