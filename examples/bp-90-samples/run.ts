/** Trains the networks of the study and puts the table of their errors into the README. */
import { fileURLToPath } from "node:url";
import { createApp, readStudyFile, resolveStudy } from "@inversa/runtime";
import soilLab from "../../apps/cli/variants/soil-lab.ts";
import { computedOn, markdownTable, replaceResults } from "../results-table.ts";
import { compareOptimisers, type Comparison } from "./compare-optimisers.ts";

interface Shown {
  readonly optimiser: string;
  readonly validation: number;
  readonly l2: number;
  readonly inputScaling: string;
}

const app = createApp(soilLab);
const { file, folder } = await readStudyFile(fileURLToPath(new URL("study.yaml", import.meta.url)));
const resolved = await resolveStudy(app, file, folder);
const comparisons = await compareOptimisers(app, resolved, 1000);
await app.dispose();

const percent = (share: number): string => (100 * share).toPrecision(2);
const nameOf = ({ choice }: Comparison): string => {
  const { optimiser, validation, l2, inputScaling } = choice.settings as Shown;
  return [optimiser, validation > 0 ? "stopped by validation" : "", l2 > 0 ? `l2 ${l2}` : "", inputScaling === "range" ? "" : `inputs: ${inputScaling}`].filter(Boolean).join(", ");
};
const byParameter = (of: (comparison: Comparison) => readonly number[]): string =>
  markdownTable(["trained by", ...resolved.space.names], comparisons.map((comparison) => [nameOf(comparison), ...of(comparison).map(percent)]));

const text = `
Median relative error, %, on the 10 test samples:

${byParameter(({ onTest }) => onTest)}

Median relative error, %, on 1,000 fresh samples:

${byParameter(({ onFresh }) => onFresh)}

Root mean square error over the standard deviation of the prior, all parameters together (1: nothing learnt):

${markdownTable(
  ["trained by", "training samples", "10 test samples", "1,000 fresh samples", "the same with 2 % noise", "epochs", "seconds"],
  comparisons.map((comparison) => [nameOf(comparison), ...(["training", "test", "fresh", "noisy"] as const).map((set) => comparison.overPrior[set].toPrecision(2)), String(comparison.epochs), comparison.seconds.toFixed(1)]),
)}

Network ${comparisons[0]!.summary}. ${computedOn()}
`;
await replaceResults(new URL("README.md", import.meta.url), "results", text);
process.stdout.write(text);
