/**
 * Writes `ankara-like.csv`: a synthetic record of one year at 40 degrees north with a = 0.28, b = 0.48, c = 0, sunshine that follows the seasons and comes in spells, and
 * a pyranometer's error of 3 % of the largest value. Made up, so that it may be passed on; the true values are known.
 */
import { writeFileSync } from "node:fs";
import { random } from "@inversa/numerics";
import { astronomical } from "./angstrom-prescott.ts";

const generator = random(1924);
let spell = 0;
const rows = Array.from({ length: 73 }, (_, i) => {
  const day = 3 + 5 * i;
  spell = 0.6 * spell + 0.8 * generator.normal();
  const { Ra, N } = astronomical(day, 40);
  const share = Math.min(1, Math.max(0, 0.55 - 0.25 * Math.cos((2 * Math.PI * (day - 20)) / 365) + 0.2 * spell));
  return [day, (share * N).toFixed(1), ((0.28 + 0.48 * Math.round(share * N * 10) / 10 / N) * Ra + 0.03 * 31 * generator.normal()).toFixed(2)].join(",");
});
writeFileSync(new URL("ankara-like.csv", import.meta.url), `# latitude: 40 deg\nday [d],sunshine hours [h],global radiation [MJ/m2/d]\n${rows.join("\n")}\n`);
