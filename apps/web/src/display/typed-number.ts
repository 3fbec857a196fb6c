/** The number that a person typed: with a point or a comma, a minus of any kind, powers of ten; undefined where it is none. */
export function typedNumber(text: string): number | undefined {
  const plain = text.trim().replace(/[\u2212\u2013]/gu, "-").replace(/,(?=\d+([eE]|$))/u, ".").replace(/\s/gu, "");
  const value = Number(plain);
  return plain === "" || !Number.isFinite(value) ? undefined : value;
}

/** As it stands in an input: every figure that matters, none that does not. */
export function shownNumber(value: number): string {
  const rounded = Number(value.toPrecision(6));
  const size = Math.abs(rounded);
  return size !== 0 && (size < 1e-3 || size >= 1e7) ? rounded.toExponential() : String(rounded);
}
