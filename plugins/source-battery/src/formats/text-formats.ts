import type { TextFormat } from "../text/format.ts";
import { arbinCsv } from "./arbin-csv.ts";
import { basytec } from "./basytec.ts";
import { bdf } from "./bdf.ts";
import { biologicMpt } from "./biologic-mpt.ts";
import { maccor } from "./maccor.ts";
import { newareCsv } from "./neware-csv.ts";
import { pec } from "./pec.ts";
import { plain } from "./plain.ts";

/** In the order in which they are preferred where a file could be of two; the plain table comes last. */
export const textFormats: readonly TextFormat[] = [bdf, maccor, arbinCsv, basytec, pec, biologicMpt, newareCsv, plain];
