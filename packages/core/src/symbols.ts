const subscripts = new Map([..."0123456789aehijklmnoprstuvx"].map((letter, i) => [letter, [..."₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"][i]!]));

/** A quantity's symbol for places that know no markup: `ε_v` as `εᵥ`, `K_{ur}` as `Kᵤᵣ`, and `K_b` as `Kb` since Unicode has no small b. */
export const symbolLabel = (symbol: string): string => symbol.replaceAll(/_\{?([^_{}\s']+)\}?/g, (_, index: string) =>
  [...index].every((letter) => subscripts.has(letter)) ? [...index].map((letter) => subscripts.get(letter)!).join("") : index);
