import { oedometerControl, runElementTest, undrainedControl, isotropicStiffness, type ElementMaterial } from "../src/index.ts";
import { modifiedCamClay } from "../test/modified-cam-clay.ts";

type Measurement = { name: string; unit: string; median: number; note?: string };

/** Element tests of 30 points a second of processor time through the driver, at its default tolerance and a looser one. */
export default async function elementTests(): Promise<Measurement[]> {
  const strains = Float64Array.from({ length: 30 }, (_, i) => (0.1 * i) / 29);
  const stresses = Float64Array.from({ length: 30 }, (_, i) => 50 + 25 * i);
  const clay = modifiedCamClay({ M: 0.95, lambda: 0.093, kappa: 0.035, nu: 0.3, v: 1.65 });
  const powerLaw: ElementMaterial = {
    stiffness: (s, _regime, _axial, _radial, out) => {
      const modulus = 20_000 * Math.sqrt((s[0]! + 2 * s[1]!) / 300);
      isotropicStiffness(modulus, 0.5 * modulus, out);
    },
  };
  return [1e-8, 1e-5].flatMap((tolerance) => [
    measure(`modified Cam-Clay, undrained to 10 %, tolerance ${tolerance}`, () => runElementTest({ material: clay, control: undrainedControl, axialStress: 207, radialStress: 207, internals: [310], start: 0, axis: strains, tolerance }).steps),
    measure(`power-law elasticity, oedometer, tolerance ${tolerance}`, () => runElementTest({ material: powerLaw, control: oedometerControl, axialStress: 50, radialStress: 25, start: 50, axis: stresses, tolerance }).steps),
  ]);
}

function measure(name: string, run: () => number): Measurement {
  const batch = 200;
  for (let i = 0; i < 5 * batch; i++) run();
  const rates = Float64Array.from({ length: 15 }, () => {
    const start = process.cpuUsage();
    for (let i = 0; i < batch; i++) run();
    const { user, system } = process.cpuUsage(start);
    return batch / ((user + system) / 1e6);
  }).sort();
  return { name, unit: "curves/s", median: Math.round(rates[7]!), note: `30 points, ${run()} steps` };
}
