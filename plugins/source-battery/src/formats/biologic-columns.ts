/** How a number is stored in a record of a .mpr file. */
export type Storage = "u1" | "u2" | "u4" | "f4" | "f8";

/** Columns that share one byte of flags: only the first of them takes room. */
export const flagColumns: ReadonlySet<number> = new Set([1, 2, 3, 21, 31, 65]);

const of = (storage: Storage, ...ids: readonly number[]): readonly (readonly [number, Storage])[] => ids.map((id) => [id, storage]);

/**
 * Width of each column by its number. The numbers and widths are facts of the format, taken from the MIT-licensed biologic-converter (cheminfo) and checked against
 * files: a table of wrong width does not fill its module.
 */
export const columnStorage: ReadonlyMap<number, Storage> = new Map([
  ...of("f8", 4, 7, 11, 13, 23, 24, 74, 123, 124, 125, 126, 467),
  ...of("f4", 5, 6, 8, 9, 16, 17, 19, 20, 32, 33, 34, 35, 36, 37, 38, 70, 75, 76, 77, 78, 96, 98, 99, 100, 101, 163, 168, 169, 172, 173, 174, 241, 242),
  ...of("f4", 271, 272, 301, 302, 331, 332, 361, 362, 391, 392, 422, 423, 424, 425, 426, 430, 431, 432, 433, 434, 435, 441, 462, 471),
  ...of("f4", 473, 474, 476, 477, 479, 480, ...Array.from({ length: 18 }, (_, i) => 486 + i)),
  ...of("u2", 39, 131),
  ...of("u4", 468, 469),
]);

export const bytesOf: Readonly<Record<Storage, number>> = { u1: 1, u2: 2, u4: 4, f4: 4, f8: 8 };

/** The columns that a record needs, by number. */
export const meaning = {
  time: 4, chargeIncrement: 7, chargeIncrementOfStep: 23, current: 8, meanCurrent: 11, meanCurrentSingle: 76, voltage: 6, meanVoltage: 77, meanVoltageLater: 174,
  netCharge: 13, cycle: 24, halfCycle: 468, fullCycle: 469, sequence: 131, temperature: 462,
} as const;
