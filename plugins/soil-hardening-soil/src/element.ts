import { isotropicStiffness, type ElementMaterial, type ElementState, type Trial } from "@inversa/soil";
import { constantsOf, dilatancySine, mobilisedSine, plasticShear, plasticShearByDeviator, plasticShearByMinor, stiffnessesAt } from "./mobilised.ts";
import { onsetRatio, onsetStiffness } from "./onset.ts";
import type { HardeningParameters } from "./parameters.ts";

/*
 * Regimes: elastic; plastic without and with dilation, and at the strength. Positive in compression, negative in extension.
 */
const elastic = 0;
const hardening = 1;
const dilating = 2;
const failed = 3;
/** On the onset of dilation, where dilation would lower the mobilised friction and its absence would raise it: it stays, with a dilatancy in between (Filippov's solution). */
const atOnset = 4;

/** Relative distance from a surface that counts as on it. */
const rounding = 1e-9;

/**
 * Shear hardening for any axisymmetric path. One internal variable, the plastic shear strain γp, is the size of the yield surface
 *
 * f = (2/Ei) q/(1 - q/qa) - 2q/Eur - γp,  q = σ1 - σ3, moduli and asymptote at the present σ3,
 *
 * with the flow dε1 = (1 - sin ψm)/2 dγp, dε3 = -(1 + sin ψm)/2 dγp. In compression σ2 = σ3, in extension σ2 = σ1: two faces of the pyramid yield alike and share dγp evenly.
 */
export function hardeningElement(p: HardeningParameters, plateau: boolean): ElementMaterial {
  const constants = constantsOf(p);
  const elasticMatrix = new Float64Array(4);
  const strengthSlope = (2 * constants.sine) / (1 - constants.sine);
  const minorOf = (s: ElementState): number => Math.min(s[0]!, s[1]!);
  const deviatorOf = (s: ElementState): number => Math.abs(s[0]! - s[1]!);
  const sizeOf = (s: ElementState): number => plasticShear(stiffnessesAt(constants, minorOf(s)), deviatorOf(s));
  const spare = (s: ElementState): number => 1 - deviatorOf(s) / stiffnessesAt(constants, minorOf(s)).qf;
  const mobilised = (s: ElementState): number => mobilisedSine(constants, deviatorOf(s), minorOf(s));

  /** Derivatives of the yield function by q and σ3. */
  const gradient = (s: ElementState, kind: number): readonly [byDeviator: number, byMinor: number] => {
    if (kind === failed) return [1, -strengthSlope];
    const at = stiffnessesAt(constants, minorOf(s));
    return [plasticShearByDeviator(at, deviatorOf(s)), plasticShearByMinor(constants, at, deviatorOf(s), minorOf(s))];
  };
  /** Rate of the yield function for rates of the stresses. */
  const growth = (s: ElementState, rates: Float64Array, regime: number): number => {
    const [byDeviator, byMinor] = gradient(s, Math.abs(regime));
    const q = Math.sign(regime) * (rates[0]! - rates[1]!);
    return byDeviator * q + byMinor * (regime > 0 ? rates[1]! : rates[0]!);
  };
  const elasticAt = (s: ElementState, out: Float64Array): void => {
    const { Eur } = stiffnessesAt(constants, minorOf(s));
    isotropicStiffness(Eur / (3 * (1 - 2 * p.nu)), Eur / (2 * (1 + p.nu)), out);
  };
  /** Rate at which the mobilised friction moves away from the onset of dilation, times a positive number. */
  const mobilising = (rates: Float64Array, sense: number): number => sense * (rates[0]! - rates[1]!) - onsetRatio(constants.onset) * (sense > 0 ? rates[1]! : rates[0]!);
  /** Whether first loading dilates: the mobilised friction decides, and on the onset the way it would go. */
  const plasticKind = (s: ElementState, sense: number, trial: Trial, ended: number | undefined): number => {
    if (plateau && spare(s) <= rounding) return failed;
    if (p.psi === 0) return hardening;
    const friction = mobilised(s) / constants.onset - 1;
    if (Math.abs(friction) > 10 * rounding) return friction > 0 ? dilating : hardening;
    const without = mobilising(trial(sense * hardening), sense);
    const withDilation = mobilising(trial(sense * dilating), sense);
    // The margin that has run out tells how the stay on the onset ended; both vanish only up to rounding.
    if (ended === sense * atOnset) return without < -withDilation ? hardening : dilating;
    if (withDilation >= 0) return dilating;
    return without > 0 ? atOnset : hardening;
  };

  return {
    internals: 1,
    stiffness: (s, regime, _axial, _radial, out) => {
      elasticAt(s, out);
      if (regime === elastic) return;
      const kind = Math.abs(regime);
      if (kind === atOnset) {
        const [byDeviator, byMinor] = gradient(s, kind);
        onsetStiffness(constants.onset, stiffnessesAt(constants, minorOf(s)).Eur, p.nu, byDeviator, byMinor, regime > 0, out);
        return;
      }
      elasticMatrix.set(out);
      const [aa, ar, ra, rr] = elasticMatrix as unknown as readonly [number, number, number, number];
      const [byDeviator, byMinor] = gradient(s, kind);
      const dilatancy = kind === hardening ? 0 : dilatancySine(constants, mobilised(s));
      const compression = regime > 0;
      const normalAxial = compression ? byDeviator : byMinor - byDeviator;
      const normalRadial = compression ? byMinor - byDeviator : byDeviator;
      const flowAxial = compression ? (1 - dilatancy) / 2 : -(1 + dilatancy) / 2;
      const flowRadial = compression ? -(1 + dilatancy) / 4 : (1 - dilatancy) / 4;
      const axialOfFlow = aa * flowAxial + ar * flowRadial;
      const radialOfFlow = ra * flowAxial + rr * flowRadial;
      const byAxial = normalAxial * aa + normalRadial * ra;
      const byRadial = normalAxial * ar + normalRadial * rr;
      const denominator = normalAxial * axialOfFlow + normalRadial * radialOfFlow + (kind === failed ? 0 : 1);
      out[0] = aa - (axialOfFlow * byAxial) / denominator;
      out[1] = ar - (axialOfFlow * byRadial) / denominator;
      out[2] = ra - (radialOfFlow * byAxial) / denominator;
      out[3] = rr - (radialOfFlow * byRadial) / denominator;
    },
    evolve: (s, regime, rates) => {
      // At the strength the surface grows with σ3 and never shrinks.
      const rate = regime === elastic ? 0 : growth(s, rates, Math.abs(regime) === failed ? Math.sign(regime) * hardening : regime);
      rates[4] = Math.max(0, rate);
    },
    enter: (s, trial, ended) => {
      const size = sizeOf(s);
      if (size < s[4]! - rounding * Math.max(s[4]!, 1e-6) && !(plateau && spare(s) <= rounding)) return elastic;
      const rates = trial(elastic);
      const deviator = s[0]! - s[1]!;
      const isotropic = Math.abs(deviator) <= rounding * Math.abs(s[0]!);
      if (isotropic && Math.abs(rates[0]! - rates[1]!) <= rounding * (Math.abs(rates[0]!) + Math.abs(rates[1]!))) return elastic;
      const sense = (isotropic ? rates[0]! - rates[1]! : deviator) > 0 ? 1 : -1;
      const surface = plateau && spare(s) <= rounding ? failed : hardening;
      return growth(s, rates, sense * surface) > 0 ? sense * plasticKind(s, sense, trial, ended) : elastic;
    },
    holds: (s, regime, trial) => {
      if (regime === elastic) {
        const margin = s[4]! - sizeOf(s) + 1e-15;
        return plateau ? Math.min(margin, spare(s)) : margin;
      }
      const kind = Math.abs(regime);
      const loading = growth(s, trial(elastic), regime);
      if (kind === failed) return loading;
      if (kind === atOnset) {
        const sense = Math.sign(regime);
        const without = mobilising(trial(sense * hardening), sense);
        return Math.min(loading, without, -mobilising(trial(sense * dilating), sense));
      }
      const beyond = mobilised(s) - constants.onset;
      const friction = p.psi === 0 ? 1 : kind === hardening ? -beyond : beyond + rounding;
      return Math.min(loading, friction, plateau ? spare(s) : Number.POSITIVE_INFINITY);
    },
    limits: [
      {
        reason: "tension",
        margin: (s) => minorOf(s) - 1e-6 * p.pref,
        message: (s) => `the minor principal stress vanished at ${(100 * s[2]!).toFixed(2)} % axial strain`,
      },
      ...(plateau
        ? []
        : [{
          reason: "failure" as const,
          // With Rf = 1 the strength is an asymptote.
          margin: (s: ElementState) => spare(s) - (p.Rf < 1 ? 0 : 1e-6),
          message: (s: ElementState) => `the deviator stress reached its limit of ${(Math.sign(s[0]! - s[1]!) * stiffnessesAt(constants, minorOf(s)).qf).toFixed(1)} kPa at ${(100 * s[2]!).toFixed(2)} % axial strain`,
        }]),
    ],
  };
}
