import type { Protocol } from "@inversa/core";
import { comparable, type Mapped, targetNamed, unitsSpelled } from "@inversa/tables";
import { bare, connectedAt, type GdsFile, type Reading } from "./gds-file.ts";
import { rangeOf } from "./stages.ts";

/** What GDSLAB's columns hold, by their headings without units. */
const channels: Readonly<Record<string, string>> = {
  "Radial Pressure": "cellPressure", "Back Pressure": "backPressure", "Pore Pressure": "porePressure", "Load Cell": "axialLoad", "Axial Displacement": "axialDisplacement",
  "Axial Strain": "axialStrain", "Radial Strain": "radialStrain", "Volumetric Strain": "volumetricStrain", "Volume Change": "volumeChange", "Axial Stress": "axialTotalStress",
  "Eff. Axial Stress": "axialEffectiveStress", "Effective Axial Stress": "axialEffectiveStress", "Eff. Radial Stress": "radialEffectiveStress", "Effective Radial Stress": "radialEffectiveStress",
  "Deviator Stress": "deviatorStress", "Eff. Cambridge p'": "meanEffectiveStress", "Time since start of stage": "time",
};

/** Columns that say again what others say, or that no test needs. */
const repeated = [
  "Stage Number", "Time since start of test", "Radial Volume", "Back Volume", "Axial Force", "Av Diameter Change", "Total Stress Ratio", "Eff. Stress Ratio", "Current Area", "Shear Strain", "Cambridge p",
  "Max Shear Stress t", "B Value", "Mean Stress s/Eff. Axial Stress 2", "PWP Ratio",
];

/** GDSLAB writes mm³ in Latin-1, which other programs may have turned into something else. */
const unitIsClear = (heading: string): boolean => unitsSpelled(/[([]([^)\]]*)[)\]]\s*$/.exec(heading)?.[1] ?? "").length > 0;

/** A mapping for GDSLAB's columns; the user's own entries come before it. */
export function mappingOf(file: GdsFile, readings: readonly Reading[], protocols: readonly Protocol[]): readonly Mapped[] {
  const entry = (column: string, channel: string): Mapped => ({ column, channel, unit: channel === "volumeChange" && !unitIsClear(column) ? "mm3" : "", opposite: false });
  const names = new Map(Object.entries(channels).map(([name, channel]) => [comparable(name), channel]));
  const measured = connectedAt(file, "Pore Pressure") >= 0;
  const ignored = new Set([...repeated, ...(measured ? ["Excess PWP"] : ["Pore Pressure"])].map(comparable));
  if (!measured) names.set(comparable("Excess PWP"), "porePressure");
  return file.headings.flatMap((heading, c): Mapped[] => {
    const name = bare(heading);
    const channel = names.get(name);
    // A transducer that is not connected logs the same number all the way.
    if (ignored.has(name) || (channel === "radialStrain" && rangeOf(readings.map(({ values }) => values[c]!)) === 0)) return [entry(heading, "ignore")];
    return channel !== undefined && protocols.some((protocol) => targetNamed(protocol, channel) !== undefined) ? [entry(heading, channel)] : [];
  });
}
