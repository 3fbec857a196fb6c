import type { Inference } from "@inversa/core";
import { type Cell, type Row, rowOf, shown, type Table, textPlace } from "@inversa/tables";
import { drainageOf } from "./drainage.ts";
import { bare, type GdsFile } from "./gds-file.ts";
import { consolidatedOf, type Consolidated } from "./specimen.ts";
import type { Stage } from "./stages.ts";

/** A stage as a table of a test of its own. */
export interface ShearTable {
  readonly table: Table;
  readonly inferred: readonly Inference[];
}

/**
 * The readings of a shearing stage under GDSLAB's headings, with displacements, volumes and strains counted from its start, strains referred to the specimen that consolidation left;
 * above them what is known of that specimen.
 * @param several There are other stages too, so that this one needs its name.
 */
export function shearTable(file: GdsFile, stage: Stage, several: boolean): ShearTable {
  const specimen = consolidatedOf(file, stage);
  const drainage = drainageOf(file, stage, specimen);
  const place = { ...textPlace(file.name), part: `stage ${stage.name}` };
  const base = stage.readings[0]!;
  const left = file.headings.map((heading) => ({ axialstrain: specimen.heightLeft, volumetricstrain: specimen.volumeLeft, radialstrain: 1, axialdisplacement: 1, volumechange: 1 })[bare(heading)]);
  const readings = stage.readings.map(({ line, values }): Row => rowOf(line, values.map((value, c): Cell => {
    if (!Number.isFinite(value)) return "";
    return left[c] === undefined ? value : (value - base.values[c]!) / left[c];
  })));
  // Sizes before consolidation would contradict those after it.
  const header = file.header.filter(({ cells: [key] }) => !["initialheight", "initialdiameter"].includes(bare(String(key).replace(/:\s*$/, ""))));
  const known = knownRows(specimen, stage, file.headingLine);
  const words = drainage ? [{ ...rowOf(file.headingLine, [drainage.words]), from: `stage ${stage.name}` }] : [];
  const rows = [...header, ...words, ...known, rowOf(file.headingLine, file.headings), ...readings];
  return { table: { title: several ? `stage ${stage.name}` : "", rows, format: file.format, place }, inferred: [...(drainage ? [drainage.inferred] : []), ...strainNotes(stage, specimen)] };
}

function knownRows({ height, diameter, pressure, pressureFrom, voidRatio }: Consolidated, { name, before }: Stage, line: number): readonly Row[] {
  const row = (key: string, value: number | undefined, unit: string, from: string): readonly Row[] => (value === undefined ? [] : [{ ...rowOf(line, unit === "" ? [key, value] : [key, value, unit]), from }]);
  const left = before.length > 0 ? `header, less what the stage before stage ${name} took` : "header";
  return [
    ...row("Height after consolidation", height, "mm", left), ...row("Diameter after consolidation", diameter, "mm", left),
    ...row("Effective confining pressure", pressure, "kPa", pressureFrom ?? ""), ...row("Initial void ratio", voidRatio, "", "dry mass, specific gravity and volume after consolidation"),
  ];
}

const strainNotes = ({ name, before }: Stage, { heightLeft, volumeLeft }: Consolidated): readonly Inference[] => [{
  what: "strains counted from the start of shearing",
  because: before.length === 0 ? `stage ${name} is the first of the file` : `the stage before it took ${shown(Number((100 * (1 - heightLeft)).toPrecision(3)))} % of the height and ${shown(Number((100 * (1 - volumeLeft)).toPrecision(3)))} % of the volume`,
}];
