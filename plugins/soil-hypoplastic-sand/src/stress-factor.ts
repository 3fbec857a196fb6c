/**
 * F of Matsuoka and Nakai's limit, in axisymmetric states. With x = σa/tr σ and y = σr/tr σ is tan ψ = √2 |x - y| and cos 3θ = -1 in compression, +1 in extension,
 * so that the general expression
 *
 * F = √(tan²ψ/8 + (2 - tan²ψ)/(2 + √2 tan ψ cos 3θ)) - tan ψ/(2√2)
 *
 * becomes 1 in compression and 1 - (y - x) in extension.
 */
export const limitFactor = (x: number, y: number, extension: boolean): number => (extension ? 1 - (y - x) : 1);
