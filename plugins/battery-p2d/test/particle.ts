import { CubicTable } from "../src/cubic-table.ts";
import { ElementParticles } from "../src/element-particles.ts";
import { ModalParticles } from "../src/modal-particles.ts";
import type { Particles } from "../src/particles.ts";
import { StepState } from "../src/state.ts";

const mesh = { negative: 3, separator: 1, positive: 3, modes: 14, elements: 12, tolerance: 1e-4, sampleStep: 1 };

/**
 * Fall of the surface concentration, over j R/(F D), of a sphere under constant flux after dimensionless time tau = D t/R²: backward Euler steps of both kinds of particle,
 * extrapolated to steps of length zero.
 */
export function particleSurface(kind: "modes" | "elements", tau: number): number {
  const run = (steps: number): number => {
    const state = new StepState(mesh);
    const particles: Particles = kind === "modes" ? new ModalParticles(mesh.modes) : new ElementParticles(mesh.elements, mesh.negative);
    const electrode = state.negative;
    // Scales in which D/R² = 1 and j/(F R) = 1.
    Object.assign(electrode, { rate: 1, flux: 1, maximum: 1, diffusion: new CubicTable((x) => x, () => 1, -10, 10, 10) });
    state.j.fill(1);
    state.gamma = tau / steps;
    const z = new Float64Array(electrode.count * particles.size);
    particles.fill(electrode, z, 0, 0);
    let surface = 0;
    for (let i = 0; i < steps; i++) {
      particles.close(state, electrode, z, 0, z, 0);
      particles.linearise?.(state, electrode);
      surface = state.surfaceBase[0]! - state.response[0]! * state.j[0]!;
      particles.finish(state, electrode, z, 0, z);
    }
    return -surface;
  };
  const [coarse, middle, fine] = [run(200), run(400), run(800)];
  const [first, second] = [2 * middle - coarse, 2 * fine - middle];
  return (4 * second - first) / 3;
}

/** The same in closed form: J. Crank, The mathematics of diffusion (1975), eq. 6.45. */
export function sphereSurface(tau: number): number {
  let sum = 3 * tau + 1 / 5;
  for (let n = 1; n < 400; n++) {
    let root = (n + 0.5) * Math.PI;
    for (let k = 0; k < 20; k++) root = n * Math.PI + Math.atan(root);
    sum -= (2 * Math.exp(-root * root * tau)) / (root * root);
  }
  return sum;
}
