/** The inner product. Four sums at once: a single one would wait for itself at every addition. */
export function dot(a: Float64Array, b: Float64Array): number {
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
  const whole = a.length - (a.length % 4);
  for (let i = 0; i < whole; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  for (let i = whole; i < a.length; i++) s0 += a[i]! * b[i]!;
  return s0 + s1 + (s2 + s3);
}

/** into += factor * other. */
export function addScaled(into: Float64Array, factor: number, other: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i]! += factor * other[i]!;
}

/** into = a - b. */
export function difference(a: Float64Array, b: Float64Array, into: Float64Array): Float64Array {
  for (let i = 0; i < into.length; i++) into[i] = a[i]! - b[i]!;
  return into;
}

/** values *= factor. */
export function scale(values: Float64Array, factor: number): void {
  for (let i = 0; i < values.length; i++) values[i]! *= factor;
}

/** The largest absolute value; 0 of nothing. */
export function largest(a: Float64Array): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]!));
  return most;
}
