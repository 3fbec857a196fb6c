import type { Estimate } from "./estimate.ts";
import { cautions } from "./exporter.ts";

/** What a file for another program says of itself; each is a sentence or less, without a full stop. */
export interface Conventions {
  /** The program or format that the file is for. */
  readonly target: string;
  readonly sign: string;
  readonly units: string;
  /** Further conventions by name: atmospheric pressure, void ratio. */
  readonly further?: Readonly<Record<string, string>>;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

const aligned = (rows: readonly (readonly [string, string])[]): readonly string[] => {
  const widest = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `${name.padEnd(widest)}  ${oneLine(text)}`);
};

/**
 * The head of a file that carries parameters: what it is, who made it from which data, its conventions, what to beware of, and every value with its interval.
 * Lines without a comment sign and without line breaks in them; the exporter adds its own sign.
 */
export function provenanceLines(estimate: Estimate, { target, sign, units, further = {} }: Conventions): readonly string[] {
  const { model, modelName, estimator, seed, observations, parameters, fixed, diagnostics, provenance } = estimate;
  const warned = cautions(estimate);
  const plugins = Object.entries(provenance.plugins).map(([name, version]) => `${name} ${version}`).join(", ");
  return [
    oneLine(`${modelName} (${model}) for ${target}`),
    ...aligned([
      ["written by", `Inversa ${provenance.inversa}${plugins === "" ? "" : ` (${plugins})`}`],
      ["estimate", `by ${estimator}, made ${provenance.createdAt}, seed ${seed}`],
      ["study", `sha256 ${provenance.study}`],
      ...observations.map(({ id, source }) => ["input", source === undefined ? `${id}, without a file` : `${id} from ${source.file}, sha256 ${source.sha256}`] as const),
      ...Object.entries(provenance.documents ?? {}).map(([option, { file, sha256 }]) => ["document", `${option} from ${file}, sha256 ${sha256}`] as const),
      ["sign", sign],
      ["units", units],
      ...Object.entries(further),
    ]),
    ...(warned.length === 0 ? [] : ["", ...warned.map((text) => oneLine(`CAUTION: ${text}`))]),
    "",
    "Estimated, with 95 % interval, in Inversa's units:",
    ...aligned(parameters.map(({ name, unit, value, interval95, about, identified }) => [
      `  ${name} = ${short(value)}${unit === "1" ? "" : ` ${unit}`}`,
      `${interval95 === null ? "no interval" : `[${short(interval95[0])}, ${short(interval95[1])}]`}${identified ? "" : " NOT DETERMINED BY THE DATA"}  ${about}`,
    ])),
    oneLine(`Intervals: ${diagnostics.uncertainty}`),
    ...(Object.keys(fixed).length === 0 ? [] : [`Held fixed: ${Object.entries(fixed).map(([name, value]) => `${name} = ${short(value)}`).join(", ")}`]),
  ];
}

const short = (value: number): string => String(Number(value.toPrecision(6)));
