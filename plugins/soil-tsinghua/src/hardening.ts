import type { Quantities, Quantity } from "@inversa/core";

/**
 * A hardening function: the centre h of the ellipse as a function of plastic strains, with parameters of its own. Replaceable, see `tsinghuaModel`.
 */
export interface Hardening {
  /** Added to the model's parameters. */
  readonly parameters: Quantities;
  /** One sentence: the equation and where it comes from. */
  readonly about: string;
  /** @param values all parameters of the model, `pa` included */
  readonly bind: (values: Readonly<Record<string, number>>) => BoundHardening;
}

/** A hardening function with values for its parameters. Plastic shear strain counts its length, in extension too. */
export interface BoundHardening {
  /** Centre h in kPa. */
  readonly centre: (plasticVolume: number, plasticShear: number) => number;
  /** dh by plastic volumetric strain in kPa, where the centre is h. Positive. */
  readonly byVolume: (plasticVolume: number, plasticShear: number, h: number) => number;
  /** dh by plastic shear strain in kPa. */
  readonly byShear: (plasticVolume: number, plasticShear: number, h: number) => number;
  /** Plastic volumetric strain of a specimen without plastic shear strain at a centre h. */
  readonly volumeAt: (h: number) => number;
}

const m1 = { unit: "1", symbol: "m_1", bounds: [2e-4, 0.05], plausible: [1e-3, 1e-2], scale: "log", about: "hardening: plastic shear strain at which shear hardening turns from its first to its later slope" } as const satisfies Quantity;
const m2 = { unit: "1", symbol: "m_2", bounds: [0.6, 1.1], plausible: [0.8, 1], about: "hardening: exponent of the plastic shear strain" } as const satisfies Quantity;
const m3 = { unit: "1", symbol: "m_3", bounds: [0.1, 2], plausible: [0.2, 0.6], scale: "log", about: "hardening: plastic volumetric strain that hardens as much as shear strain (its 1/m3 weighs shear)" } as const satisfies Quantity;
const m4 = { unit: "1", symbol: "m_4", bounds: [2e-3, 0.2], plausible: [0.01, 0.06], scale: "log", about: "isotropic compression: plastic volumetric strain at h = pa" } as const satisfies Quantity;
const m5 = { unit: "1", symbol: "m_5", bounds: [0.2, 1.2], plausible: [0.4, 0.8], about: "isotropic compression: exponent of h/pa" } as const satisfies Quantity;
const m6 = { unit: "1", symbol: "m_6", bounds: [0, 0.1], plausible: [0, 0.005], default: 0, about: "isotropic compression: offset of the plastic volumetric strain; strains counted from the start of a test do not show it" } as const satisfies Quantity;

/**
 * h/pa = { (1/m4) [εvᵖ + m6 + (1/m3)((εsᵖ + m1)^m2 - m1^m2)] }^(1/m5), so that the isotropic line is εvᵖ = m4 (h/pa)^m5 - m6.
 *
 * The structure follows the published model; the names of its coefficients are unconfirmed.
 */
export const powerHardening: Hardening = {
  parameters: { m1, m2, m3, m4, m5, m6 },
  about: "h/pa = {[εvᵖ + m6 + ((εsᵖ + m1)^m2 - m1^m2)/m3]/m4}^(1/m5); coefficient names unconfirmed",
  bind: (values) => {
    const { m1, m2, m3, m4, m5, m6, pa } = values as { readonly [name in "m1" | "m2" | "m3" | "m4" | "m5" | "m6" | "pa"]: number };
    const offset = m1 ** m2;
    const level = (volume: number, shear: number): number => volume + m6 + (m2 === 1 ? shear : (shear + m1) ** m2 - offset) / m3;
    const byVolume = (volume: number, shear: number, h: number): number => h / (m5 * level(volume, shear));
    return {
      centre: (volume, shear) => pa * (level(volume, shear) / m4) ** (1 / m5),
      byVolume,
      byShear: (volume, shear, h) => byVolume(volume, shear, h) * (m2 / m3) * (m2 === 1 ? 1 : (shear + m1) ** (m2 - 1)),
      volumeAt: (h) => m4 * (h / pa) ** m5 - m6,
    };
  },
};
