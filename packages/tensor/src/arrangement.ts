import type { InputBlock } from "@inversa/core";

/** How the curves of an input row become what a network reads. */
export interface Arrangement {
  /** `[n]` for a dense network, `[steps, channels]` for a convolutional one. */
  readonly shape: readonly [number] | readonly [number, number];
  /** Input rows (N x D) to network rows, flat. */
  apply(rows: Float64Array): Float64Array;
}

/** A block as far as an arrangement needs it; part of a saved estimator. */
export interface ArrangedBlock {
  readonly offset: number;
  readonly length: number;
  readonly axis: readonly number[];
}

export const arrangedBlocks = (blocks: readonly InputBlock[]): ArrangedBlock[] => blocks.map(({ offset, length, axis }) => ({ offset, length, axis: [...axis] }));

/** Every number as it stands. */
export const flatArrangement = (width: number): Arrangement => ({ shape: [width], apply: (rows) => rows });

/**
 * Each block a channel, all on the same number of steps. Blocks of another length are interpolated linearly at even distances along their path
 * (the sum of the axis' absolute increments, so unloading keeps its order).
 * @param steps 0 takes the common length of the blocks, or the longest (at most 64) when they differ.
 */
export function channelArrangement(blocks: readonly ArrangedBlock[], steps = 0): Arrangement {
  const lengths = new Set(blocks.map((block) => block.length));
  const wanted = steps > 0 ? steps : lengths.size === 1 ? blocks[0]!.length : Math.min(64, Math.max(...lengths));
  const width = blocks.reduce((sum, block) => Math.max(sum, block.offset + block.length), 0);
  const channels = blocks.length;
  const weights = blocks.map((block) => (block.length === wanted ? undefined : interpolation(block, wanted)));
  return {
    shape: [wanted, channels],
    apply: (rows) => {
      const count = rows.length / width;
      const out = new Float64Array(count * wanted * channels);
      for (let row = 0; row < count; row++) {
        for (const [channel, { offset }] of blocks.entries()) {
          const from = row * width + offset;
          const at = weights[channel];
          for (let step = 0; step < wanted; step++) {
            const left = at ? at.left[step]! : step;
            const share = at ? at.share[step]! : 0;
            out[(row * wanted + step) * channels + channel] = share === 0 ? rows[from + left]! : (1 - share) * rows[from + left]! + share * rows[from + left + 1]!;
          }
        }
      }
      return out;
    },
  };
}

function interpolation({ length, axis }: ArrangedBlock, steps: number): { left: Uint32Array; share: Float64Array } {
  const path = new Float64Array(length);
  for (let i = 1; i < length; i++) path[i] = path[i - 1]! + Math.abs(axis[i]! - axis[i - 1]!);
  const left = new Uint32Array(steps);
  const share = new Float64Array(steps);
  let i = 0;
  for (let step = 0; step < steps; step++) {
    const at = steps === 1 ? 0 : (path[length - 1]! * step) / (steps - 1);
    while (i < length - 2 && path[i + 1]! < at) i += 1;
    const gap = (path[i + 1] ?? path[i]!) - path[i]!;
    left[step] = i;
    share[step] = gap > 0 ? Math.min(1, Math.max(0, (at - path[i]!) / gap)) : 0;
  }
  return { left, share };
}
