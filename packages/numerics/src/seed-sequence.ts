/**
 * Turns a seed and a path of stream numbers into well-mixed generator state, in 32-bit integer arithmetic only.
 *
 * The same hash as `numpy.random.SeedSequence(seed, spawn_key=stream)`, word for word, so that a state can be checked
 * against NumPy. Source: M. E. O'Neill, "Developing a seed_seq alternative" (2015), as adopted by NumPy 1.17.
 */

const poolSize = 4;
const mixLeft = 0xca01f9dd;
const mixRight = 0x4973f715;

/**
 * @param seed a safe integer >= 0
 * @param stream the path of the stream below the seed, safe integers >= 0; the empty path is the seed's own stream
 * @param words how many 32-bit words of state to produce
 * @throws RangeError if a number is negative, fractional or above 2^53 - 1
 */
export function seedState(seed: number, stream: readonly number[], words: number): Uint32Array {
  const entropy = wordsOf(seed, "seed");
  if (stream.length > 0) while (entropy.length < poolSize) entropy.push(0);
  for (const number of stream) entropy.push(...wordsOf(number, "stream"));
  return expand(mixPool(entropy), words);
}

function wordsOf(value: number, what: string): number[] {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`A generator's ${what} is an integer from 0 to 2^53 - 1, not ${value}.`);
  }
  const high = Math.floor(value / 2 ** 32);
  return high > 0 ? [value >>> 0, high] : [value >>> 0];
}

function mixPool(entropy: readonly number[]): Uint32Array {
  let constant = 0x43b0d7e5;
  const hash = (word: number): number => {
    let value = word ^ constant;
    constant = Math.imul(constant, 0x931e8875);
    value = Math.imul(value, constant);
    return (value ^ (value >>> 16)) >>> 0;
  };
  const mix = (x: number, y: number): number => {
    const value = (Math.imul(mixLeft, x) - Math.imul(mixRight, y)) | 0;
    return (value ^ (value >>> 16)) >>> 0;
  };
  const pool = new Uint32Array(poolSize);
  for (let i = 0; i < poolSize; i++) pool[i] = hash(entropy[i] ?? 0);
  for (let source = 0; source < poolSize; source++) {
    for (let target = 0; target < poolSize; target++) {
      if (source !== target) pool[target] = mix(pool[target]!, hash(pool[source]!));
    }
  }
  for (let source = poolSize; source < entropy.length; source++) {
    for (let target = 0; target < poolSize; target++) pool[target] = mix(pool[target]!, hash(entropy[source]!));
  }
  return pool;
}

function expand(pool: Uint32Array, words: number): Uint32Array {
  let constant = 0x8b51f9dd;
  const state = new Uint32Array(words);
  for (let i = 0; i < words; i++) {
    let value = pool[i % poolSize]! ^ constant;
    constant = Math.imul(constant, 0x58f38ded);
    value = Math.imul(value, constant);
    state[i] = value ^ (value >>> 16);
  }
  return state;
}
