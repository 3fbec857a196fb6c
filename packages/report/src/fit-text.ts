import { isWide, textWidth } from "./chart-frame.ts";
import { printable } from "./html.ts";

/** Lines on which a name may stand. */
const mostLines = 3;

/**
 * A name on at most three lines of a width: broken between words or beside a CJK character, cut in the middle of what is left where that is too long, since names differ at their ends.
 * @param width In pixels.
 * @param size Of the type.
 */
export function fitText(text: string, width: number, size: number): string {
  let rest = Array.from(printable(text));
  const lines: string[] = [];
  while (textWidth(rest.join(""), size) > width && lines.length < mostLines - 1) {
    const at = breakBefore(rest, lastFitting(rest, width, size));
    lines.push(rest.slice(0, at).join("").trimEnd());
    rest = Array.from(rest.slice(at).join("").trimStart());
  }
  return [...lines, cut(rest, width, size)].join("\n");
}

/** How many characters fit; one at least. */
function lastFitting(characters: readonly string[], width: number, size: number): number {
  let count = 1;
  while (count < characters.length && textWidth(characters.slice(0, count + 1).join(""), size) <= width) count++;
  return count;
}

/** The last place up to `most` where a line may end; in the middle of a word where there is none. */
function breakBefore(characters: readonly string[], most: number): number {
  for (let at = most; at > 0; at--) {
    const [before, after] = [characters[at - 1]!, characters[at]!];
    if (/[\s,-]/.test(before) || after === " " || (isWide(before) && !/[（(《“]/.test(before)) || (isWide(after) && !/[，。、；：）)》”]/.test(after))) return at;
  }
  return most;
}

function cut(characters: readonly string[], width: number, size: number): string {
  const whole = characters.join("");
  if (textWidth(whole, size) <= width) return whole;
  for (let kept = characters.length - 1; kept > 1; kept--) {
    const tail = Math.floor(kept / 2);
    const shorter = `${characters.slice(0, kept - tail).join("")}…${characters.slice(characters.length - tail).join("")}`;
    if (textWidth(shorter, size) <= width) return shorter;
  }
  return "…";
}
