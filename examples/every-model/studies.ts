import type { StudyFile } from "@inversa/runtime";

type Priors = StudyFile["estimate"];

/** A model with what its study needs beyond the programme that all share. */
interface ModelStudy {
  readonly model: string;
  readonly options?: StudyFile["options"];
  readonly estimate: Priors;
  readonly fixed?: Readonly<Record<string, number>>;
  /** For a model whose parameters say the void ratio, which is compared then too. */
  readonly saysVoidRatio?: true;
  /** False where the model's hand procedure reads nothing from some of these cases. */
  readonly byHand?: false;
  /** Void ratio of the specimens at 100, 200 and 400 kPa, for a model whose state it is. */
  readonly voidRatios?: readonly [number, number, number];
}

const uniform = (min: number, max: number) => ({ distribution: "uniform" as const, min, max });
const log = (min: number, max: number) => ({ distribution: "log-uniform" as const, min, max });

const hyperbola = { K: log(100, 1000), n: uniform(0.2, 0.8), Rf: uniform(0.6, 0.9), c: uniform(0, 50), phi: uniform(25, 40) };
const clay = { M: uniform(0.8, 1.4), lambda: log(0.08, 0.25), kappa: log(0.015, 0.06), nu: uniform(0.15, 0.35), N: uniform(2, 3.2) };

/** Every model of the soil laboratory. Ranges are those of soils for which the model is used, narrower than all that it can mean. */
export const modelStudies: readonly ModelStudy[] = [
  { model: "soil/duncan-chang-eb", options: { failure: "plateau" }, estimate: { ...hyperbola, Kb: log(50, 500), m: uniform(0, 0.8) }, fixed: { dphi: 0 } },
  { model: "soil/duncan-chang-emu", options: { failure: "plateau" }, estimate: { ...hyperbola, G: uniform(0.2, 0.45), F: uniform(0, 0.2), D: uniform(0, 10) }, fixed: { dphi: 0 } },
  { model: "soil/modified-cam-clay", estimate: clay, saysVoidRatio: true },
  { model: "soil/cam-clay", estimate: clay, saysVoidRatio: true },
  { model: "soil/lade-duncan", estimate: { Kur: log(400, 2500), kf: log(42, 110), A: uniform(0.3, 0.5), rf: uniform(0.8, 0.94), M: log(5e-4, 5e-3), l: uniform(0.7, 1.3), ft: uniform(27, 28.5) }, fixed: { n: 0.5 } },
  { model: "soil/tsinghua", estimate: { K0: log(200, 600), G0: log(100, 400), n: uniform(0.4, 0.6), k: uniform(0.5, 0.9), r: uniform(1, 2.5), m1: uniform(0.001, 0.01), m2: uniform(0.8, 1), m3: uniform(0.2, 0.6), m4: uniform(0.01, 0.06), m5: uniform(0.4, 0.8) } },
  { model: "soil/hypoplastic-sand", estimate: { phic: uniform(28, 38), hs: log(5e5, 1e7), n: uniform(0.2, 0.45), ed0: uniform(0.45, 0.6), ec0: uniform(0.85, 1.05), ei0: uniform(1.06, 1.3), alpha: uniform(0.05, 0.3), beta: uniform(1, 2.5) }, voidRatios: [0.65, 0.78, 0.9], byHand: false },
  { model: "soil/hardening-soil", options: { failure: "plateau" }, estimate: { E50ref: log(1e4, 5e4), Eurref: log(1.2e5, 3e5), m: uniform(0.4, 0.8), c: uniform(0, 20), phi: uniform(28, 42), psi: uniform(0, 14) }, fixed: { nu: 0.2, Rf: 0.9 } },
];

/** The programme: three drained triaxial tests to 15 % at 100, 200 and 400 kPa and isotropic compression with unloading, every curve with a measurement error of 2 % of its largest value. */
export function studyFileOf({ model, options, estimate, fixed, saysVoidRatio, voidRatios }: ModelStudy, samples: number): unknown {
  const density = (i: number) => (voidRatios ? { initialVoidRatio: voidRatios[i] } : {});
  return {
    inversa: 1, name: model, model, ...(options ? { options } : {}),
    data: [
      ...[100, 200, 400].map((confiningPressure, i) => ({ id: `drained-${confiningPressure}`, protocol: "drained-triaxial", conditions: { confiningPressure, ...density(i) }, axis: { from: 0.002, to: 0.15, points: 30, spacing: "quadratic" } })),
      { id: "isotropic", protocol: "isotropic-compression", conditions: { confiningPressure: 50, ...density(1) }, axis: [75, 100, 150, 200, 300, 400, 600, 800, 400, 200, 100] },
    ],
    estimate, ...(fixed ? { fixed } : {}),
    responses: { deviatorStress: { noise: 0.02 }, volumetricStrain: { noise: 0.02 }, ...(saysVoidRatio ? { voidRatio: { noise: 0.02 } } : {}) },
    simulations: { samples },
    seed: 1,
  };
}
