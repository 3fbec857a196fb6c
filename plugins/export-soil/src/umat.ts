import { type Estimate, type ForwardModel, InputError, parameterValues } from "@inversa/core";
import { type AtmosphericPressure, hyperbolicFor } from "./pressure.ts";
import { byState, meanStress, type Shared, type StartingStress, startingStress } from "./specimens.ts";
import type { StressScale } from "./units.ts";

/** One constant of a UMAT. */
export interface Constant {
  readonly name: string;
  readonly value: number;
}

/** A user material as Abaqus, OpenSees and the incrementalDriver take it, with the states that the specimens start from. Numbers are in the system of units asked for. */
export interface UserMaterial {
  readonly about: string;
  /** File name of the public source. */
  readonly code: string;
  /** Whether its tangent is unsymmetric. */
  readonly unsymmetric: boolean;
  readonly stateVariables: number;
  /** The atmospheric pressure, in words; undefined where the model knows none. */
  readonly pa?: string;
  readonly notes: readonly string[];
  readonly variants: readonly UserMaterialVariant[];
}

/** Constants and initial state of the specimens that share them. Stresses compression positive. */
export interface UserMaterialVariant {
  readonly specimens: readonly string[];
  readonly constants: readonly Constant[];
  /** Initial values of the state variables, all of them, or empty for zeros. */
  readonly state: readonly number[];
  readonly stress: StartingStress | undefined;
}

export interface UserMaterialSettings {
  readonly pa: AtmosphericPressure;
  readonly compensate: boolean;
}

/** The user material for an estimate; undefined for models without a public UMAT. */
export function userMaterial(estimate: Estimate, model: ForwardModel | undefined, scale: StressScale, settings: UserMaterialSettings): UserMaterial | undefined {
  if (estimate.model === "soil/duncan-chang-eb") return duncanChang(estimate, model, scale, settings);
  if (estimate.model === "soil/hypoplastic-sand") return hypoplasticSand(estimate, model, scale);
  return undefined;
}

/** Models that {@link userMaterial} knows. */
export const userMaterials = ["soil/duncan-chang-eb", "soil/hypoplastic-sand"] as const;

const scaled = ({ axial, radial }: StartingStress, scale: StressScale): StartingStress => ({ axial: scale.of(axial), radial: scale.of(radial) });

/** What the public UMAT adds to every cohesion, in whatever unit it is given. */
const addedCohesion = 1;

/** The most of it, in kPa, that a soil's strength can bear without being another. */
const largestAdded = 10;

function duncanChang(estimate: Estimate, model: ForwardModel | undefined, scale: StressScale, { pa, compensate }: UserMaterialSettings): UserMaterial {
  const v = hyperbolicFor(parameterValues(estimate, model), pa);
  if (scale.factor < 1 / largestAdded) {
    throw new InputError("export-unsupported", {
      where: "setting units", what: `the public UMAT of Duncan-Chang E-B adds ${addedCohesion} to the cohesion and takes minor stresses below ${addedCohesion} as ${addedCohesion}, whatever the unit: in ${scale.unit} that would be ${Number((addedCohesion / scale.factor).toPrecision(3))} kPa of cohesion`,
      expected: "units=kN-m, units=N-m or units=lbf-ft",
    });
  }
  const c = scale.of(v.c);
  const written = compensate ? Math.max(0, c - addedCohesion) : c;
  const unit = scale.unit;
  const remains = addedCohesion - (c - written);
  const constants = [
    { name: "K", value: v.K }, { name: "n", value: v.n }, { name: "Rf", value: v.Rf }, { name: `c (${unit})`, value: written }, { name: "phi0 (deg)", value: v.phi }, { name: "dphi (deg per log10 cycle)", value: v.dphi },
    { name: "Kb", value: v.Kb }, { name: "m", value: v.m }, { name: "Kur", value: v.Kur }, { name: `pa (${unit})`, value: scale.of(v.pa) },
  ];
  const stresses = byState(estimate, startingStress);
  return {
    about: "Duncan-Chang E-B, the public UMAT by Zhu Binglong (2021), ten constants",
    code: "Duncan-Chang_EB_UMAT_ABAQUS6.14-5.for",
    unsymmetric: false, stateVariables: 12, pa: `${Number(scale.of(v.pa).toPrecision(8))} ${unit}; K, Kb and Kur belong to it`,
    notes: [
      remains > 0
        ? `the UMAT adds ${addedCohesion} ${unit} to the cohesion${compensate ? `, of which ${Number(remains.toPrecision(3))} ${unit} could not be taken off c` : ""}: c = ${Number(c.toPrecision(6))} acts as ${Number((written + addedCohesion).toPrecision(6))} ${unit}${compensate || c < addedCohesion ? "" : "; the setting compensate=true takes it off"}`
        : `c is written ${addedCohesion} ${unit} lower, since the UMAT adds that: ${Number(c.toPrecision(6))} ${unit} act`,
      `the UMAT takes a minor stress below 1 ${unit} as 1 (none at all in the first increment as 7.25): give elements an initial stress`,
      "the UMAT caps the stress level at 0.99 and unloads by the stress state function of 1984 with the largest past minor stress, whatever the options of the estimate",
      "it is an explicit step: small increments are needed (2000 to failure give about 0.1 % in stress)",
    ],
    variants: stresses.length > 0 ? stresses.map(({ names, state }) => ({ specimens: names, constants, state: [], stress: scaled(state, scale) })) : [{ specimens: [], constants, state: [], stress: undefined }],
  };
}

interface SandState extends StartingStress { readonly e: number }

function hypoplasticSand(estimate: Estimate, model: ForwardModel | undefined, scale: StressScale): UserMaterial {
  const { phic, hs, n, ed0, ec0, ei0, alpha, beta } = parameterValues(estimate, model) as Readonly<Record<"phic" | "hs" | "n" | "ed0" | "ec0" | "ei0" | "alpha" | "beta", number>>;
  const states = byState<SandState>(estimate, (observation) => {
    const stress = jakyStress(observation.conditions, phic);
    const e = observation.conditions["initialVoidRatio"];
    return stress === undefined || e === undefined ? undefined : { ...stress, e };
  });
  const { unit } = scale;
  const variant = ({ names, state }: Shared<SandState>): UserMaterialVariant => ({
    specimens: names,
    constants: [
      { name: "phi_c (deg)", value: phic }, { name: `p_t (${unit})`, value: 0 }, { name: `h_s (${unit})`, value: scale.of(hs) }, { name: "n", value: n }, { name: "e_d0", value: ed0 }, { name: "e_c0", value: ec0 },
      { name: "e_i0", value: ei0 }, { name: "alpha", value: alpha }, { name: "beta", value: beta }, { name: "m_R", value: 1 }, { name: "m_T", value: 1 }, { name: "R", value: 1e-4 }, { name: "beta_r", value: 0.5 },
      { name: "chi", value: 6 }, { name: `bulk_w (${unit}; 0 = drained)`, value: 0 }, { name: "e_0", value: state.e },
    ],
    state: [0, 0, 0, 0, 0, 0, state.e, 0, 0, 0, 0, 0, 0],
    stress: scaled(state, scale),
  });
  return {
    about: "hypoplastic sand after von Wolffersdorff, the UMAT of soilmodels.com (Tamagnini, Sellari, Masin, von Wolffersdorff), sixteen constants",
    code: "umat_hyposand.for",
    unsymmetric: true, stateVariables: 13,
    notes: [
      "the estimate knows no intergranular strain: m_R = m_T = 1 leave the basic model after a strain of about R = 1e-4 (for m_R of 2 and less the implementation switches them off [from memory]); small cycles accumulate too much strain",
      "bulk_w = 0 is drained; the formulation has no stiffness at zero stress: give elements an initial stress",
    ],
    variants: states.map(variant),
  };
}

/** An oedometer test without radial stress begins at Jaky's K0, as the model begins it. */
function jakyStress(conditions: Readonly<Record<string, number>>, phic: number): StartingStress | undefined {
  const stated = startingStress({ conditions });
  if (stated !== undefined) return stated;
  const axial = conditions["initialAxialStress"];
  return axial === undefined ? undefined : { axial, radial: axial * (1 - Math.sin((phic * Math.PI) / 180)) };
}

export const meanOf = (stress: StartingStress | undefined): number | undefined => (stress === undefined ? undefined : meanStress(stress));
