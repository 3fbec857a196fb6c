/** Cells in each region, modes or shells in each particle, and how exactly time is resolved. */
export interface Mesh {
  readonly negative: number;
  readonly separator: number;
  readonly positive: number;
  /** Modes of a particle with constant diffusivity. */
  readonly modes: number;
  /** Quadratic elements of a particle whose diffusivity depends on the concentration. */
  readonly elements: number;
  /** Error allowed in a step, relative to the initial electrolyte concentration and to the largest concentration of a particle. */
  readonly tolerance: number;
  /** Longest step right after a jump of a sampled current, s. */
  readonly sampleStep: number;
}

/** `fast` keeps the voltage within about half a millivolt up to 1C, `fine` within a tenth. */
export const meshes = {
  fast: { negative: 8, separator: 2, positive: 6, modes: 9, elements: 6, tolerance: 5e-4, sampleStep: 1 },
  fine: { negative: 40, separator: 8, positive: 32, modes: 16, elements: 16, tolerance: 2e-5, sampleStep: 0.25 },
} as const satisfies Readonly<Record<string, Mesh>>;

export type MeshName = keyof typeof meshes;
