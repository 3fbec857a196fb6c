import type { Stiffness } from "@inversa/soil";

/** q over σ3 + c cot φ at a mobilised sine: 2 sin φm/(1 - sin φm). */
export const onsetRatio = (mobilised: number): number => (2 * mobilised) / (1 - mobilised);

/**
 * Stiffness while the mobilised friction stays at the onset of dilation. Stresses move along the ray q = r (σ3 + c cot φ), by t in σ3; plastic shear follows from the yield
 * surface, dγp = κ t with κ = r ∂f/∂q + ∂f/∂σ3; what is left of the strain is the volume that dilation adds, w = sin ψ dγp. Both unknowns are linear in the strain rate:
 *
 * dε = (C d + κ n0) t + n1 w,  d the direction of the ray, n0 the flow without dilation, n1 = -(1/2, 1/4).
 */
export function onsetStiffness(onset: number, Eur: number, nu: number, byDeviator: number, byMinor: number, compression: boolean, out: Stiffness): void {
  const r = onsetRatio(onset);
  const axial = compression ? 1 + r : 1;
  const radial = compression ? 1 : 1 + r;
  const plastic = (compression ? 1 : -1) * (byDeviator * r + byMinor);
  const strainAxial = (axial - 2 * nu * radial) / Eur + plastic / 2;
  const strainRadial = ((1 - nu) * radial - nu * axial) / Eur - plastic / 4;
  const determinant = strainRadial / 2 - strainAxial / 4;
  const byAxial = -1 / 4 / determinant;
  const byRadial = 1 / 2 / determinant;
  out[0] = axial * byAxial;
  out[1] = axial * byRadial;
  out[2] = radial * byAxial;
  out[3] = radial * byRadial;
}
