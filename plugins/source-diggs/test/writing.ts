import { InputError, readSettings, type FileReading, type Protocol } from "@inversa/core";
import { constantPTriaxial, drainedTriaxial, isotropicCompression, oedometer, undrainedTriaxial } from "@inversa/soil";
import { diggs } from "../src/index.ts";

/** Every kind of soil test, as an app would hand them to the importer. */
export const soil: readonly Protocol[] = [drainedTriaxial, undrainedTriaxial, oedometer, isotropicCompression, constantPTriaxial];

/** A number with its unit, `301 kPa`; or a bare text. */
const measured = (name: string, value: string): string => {
  const [number, uom] = value.split(" ");
  return `<diggs_geo:${name}${uom ? ` uom="${uom}"` : ""}>${number}</diggs_geo:${name}>`;
};

export type Values = Readonly<Record<string, string>>;
const all = (values: Values): string => Object.entries(values).map(([name, value]) => measured(name, value)).join("\n");

export interface Shape {
  readonly type?: string;
  readonly consolidation?: Values;
  readonly shear?: Values;
  readonly increments?: readonly Values[];
  readonly voidRatio?: string;
  readonly dimensions?: Values;
}

/** One trial and its specimen, in the form of the schema's own example. */
function trial({ consolidation = { effectiveStressEndofConsolidationStage: "100 kPa" }, shear = {}, increments = [] }: Shape, k: number): string {
  return `<diggs_geo:trial><diggs_geo:TriaxialTestTrial gml:id="trial${k}">
<specimenRef xlink:href="#specimen${k}"/>
<diggs_geo:consolidationStage><diggs_geo:TriaxialTestConsolidationStage gml:id="consolidation${k}">
${all(consolidation)}
</diggs_geo:TriaxialTestConsolidationStage></diggs_geo:consolidationStage>
<diggs_geo:shearStage><diggs_geo:TriaxialTestShearStage gml:id="shear${k}">
${all(shear)}
${increments.map((values) => `<diggs_geo:shearingIncrement><diggs_geo:ShearingIncrement>\n${all(values)}\n</diggs_geo:ShearingIncrement></diggs_geo:shearingIncrement>`).join("\n")}
</diggs_geo:TriaxialTestShearStage></diggs_geo:shearStage>
</diggs_geo:TriaxialTestTrial></diggs_geo:trial>`;
}

const specimen = ({ voidRatio = "0.66", dimensions = {} }: Shape, k: number): string =>
  `<specimen><SoilSpecimen gml:id="specimen${k}"><sampleRef xlink:href="#sample1"/><conditionPreTest><SpecimenConditions>${voidRatio === "" ? "" : `<voidRatio>${voidRatio}</voidRatio>`}${all(dimensions).replaceAll("diggs_geo:", "")}</SpecimenConditions></conditionPreTest></SoilSpecimen></specimen>`;

/** A file with one triaxial test. */
export const write = (shapes: readonly Shape[], { type = "CU", edition = "2.6" }: { readonly type?: string; readonly edition?: string } = {}): string => `<?xml version="1.0" encoding="UTF-8"?>
<Diggs xmlns="http://diggsml.org/schemas/${edition}" xmlns:diggs_geo="http://diggsml.org/schemas/${edition}/geotechnical" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink" gml:id="file">
<!-- one test -->
<measurement><Test gml:id="T1"><gml:name>BH1 4.6 m</gml:name><procedure><diggs_geo:TriaxialTest gml:id="triaxial1">
${shapes.map(specimen).join("\n")}
${type === "" ? "" : `<diggs_geo:triaxialTestType>${type}</diggs_geo:triaxialTestType>`}
${shapes.map(trial).join("\n")}
</diggs_geo:TriaxialTest></procedure></Test></measurement>
</Diggs>
`;

/** Axial strain (%), deviator stress (kPa), induced pore pressure (kPa). */
export const curve = [[0, 0, 0], [0.5, 40, 20], [1, 60, 34], [2, 78, 45], [5, 90, 51], [12, 92, 52]] as const;

export const undrained: Shape = { increments: curve.map(([a, q, u]) => ({ deviatorStress: `${q} kPa`, axialStrain: `${a} %`, inducedPoreWaterPressure: `${u} kPa` })) };

export interface Asked {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly conditions?: Readonly<Record<string, number>>;
  readonly protocols?: readonly Protocol[];
}

export const bytesOf = (content: string | Uint8Array): Uint8Array => (typeof content === "string" ? new TextEncoder().encode(content) : content);

export async function read(content: string | Uint8Array, { settings = {}, conditions, protocols = soil }: Asked = {}): Promise<FileReading> {
  const request = { protocols, settings: readSettings(diggs.settings, settings, "settings of diggs"), ...(conditions ? { conditions } : {}) };
  return (await diggs.read([{ name: "site.xml", bytes: bytesOf(content) }], request as never))[0]!;
}

/** The mistake with which a file is refused. */
export async function refusal(content: string | Uint8Array, asked: Asked = {}): Promise<InputError> {
  try {
    await read(content, asked);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("the file was read");
}
