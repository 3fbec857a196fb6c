import { quoted } from "@inversa/tables";
import { ambiguous } from "./mistakes.ts";
import type { AgsSettings } from "./settings.ts";
import type { Specimen } from "./specimens.ts";

/**
 * A file of a whole site holds many soils, and one study has one set of parameters: asks which tests belong together where the descriptions name different soils.
 * By the convention of BS 5930 and ISO 14688 the name of the soil stands in capitals, "Firm brown slightly sandy CLAY".
 * @returns Warnings where specimens of one soil are described differently, or not at all.
 * @throws InputError `data-ambiguous`.
 */
export function checkOneSoil(specimens: readonly Specimen[], { soils }: AgsSettings): readonly string[] {
  if (soils === "together") return [];
  const bySoil = groupBy(specimens.filter((each) => describe(each) !== ""), soilOf);
  if (bySoil.size > 1) {
    const names = [...bySoil].slice(0, 6).map(([soil, own]) => `${soil} (${own.slice(0, 3).map(({ name }) => name).join(", ")}${own.length > 3 ? ` and ${own.length - 3} more` : ""})`);
    const first = [...bySoil.values()][0]![0]!;
    throw ambiguous({ ...first.general.place("SPEC_DESC") }, `the specimens are of ${bySoil.size} soils: ${names.join("; ")}`, "which tests belong to one set of parameters?", `Set only to the tests of one soil, for example only=["${first.name}"], or soils to together`);
  }
  const samples = groupBy(specimens, ({ general }) => `${general.text("LOCA_ID")} ${general.text("SAMP_TOP")} m`);
  return samples.size > 1 ? [`tests of ${samples.size} samples are read as one soil (${[...samples.keys()].slice(0, 5).join(", ")}${samples.size > 5 ? ", ..." : ""}); the setting only chooses among them`] : [];
}

const describe = ({ general }: Specimen): string => general.text("SPEC_DESC");

/** The words in capitals, or all of a description that has none. */
function soilOf(specimen: Specimen): string {
  const capitals = describe(specimen).match(/\b\p{Lu}{3,}\b/gu);
  return capitals ? [...new Set(capitals)].join(" ") : quoted(describe(specimen).toLowerCase());
}

function groupBy(specimens: readonly Specimen[], key: (specimen: Specimen) => string): ReadonlyMap<string, readonly Specimen[]> {
  const groups = new Map<string, Specimen[]>();
  for (const specimen of specimens) groups.set(key(specimen), [...(groups.get(key(specimen)) ?? []), specimen]);
  return groups;
}
