import type { Channel, Channels, Quantities } from "./quantity.ts";
import type { Settings, SettingsOf } from "./settings.ts";

/** How one channel follows from others that a file may hold instead: deviator stress from axial and radial stress, a strain from a void ratio. */
export interface Derivation {
  /** A response, the axis, a condition or a specimen's quantity of the protocol. */
  readonly gives: string;
  /** Names of responses, of the axis, of recorded channels, or of conditions and specimen's quantities (repeated for every reading). */
  readonly from: readonly string[];
  /** One reading, in the units that the protocol declares for `from`; the result in the unit of `gives`. A condition takes the median over the readings unless `reading` says otherwise; NaN when these readings say nothing of it. */
  readonly by: (...values: number[]) => number;
  /** A condition that describes the start (an initial void ratio) takes the first reading. */
  readonly reading?: "first";
  /** The equation in words, printed when it was used. */
  readonly about: string;
  /** What the equation did to these readings, with its size ("the area correction lowers q by 14 % at the end"); printed behind `about`. The result and the inputs as `by` has them, whole series. */
  readonly effect?: (result: Float64Array, ...inputs: readonly (Float64Array | number)[]) => string | undefined;
}

/**
 * A kind of laboratory test: its conditions (scalars), drives (prescribed histories), axis and responses, each with a unit.
 * Models of one domain share protocols, so data and models meet by name and unit. All arrays are in the declared units.
 */
export interface Protocol {
  readonly id: string;
  /** For people: "Drained triaxial compression". */
  readonly name: string;
  readonly about: string;
  /** What laboratories call this kind of test in file names and tables: "CD", "drained TXC". Importers match them word by word, without case. */
  readonly aliases?: readonly string[];
  /** Its columns do not tell it from a more usual kind of test, so importers read a file as this one only where the file or the user names it. */
  readonly onlyWhenNamed?: true;
  readonly conditions: Quantities;
  readonly drives?: Channels;
  /** What describes such a test beyond numbers and histories: how a history goes on between its samples, a list of steps. A test gives it beside its conditions, under these names. */
  readonly program?: Settings;
  readonly axis: { readonly name: string; readonly reversals?: true } & Channel;
  readonly responses: Channels;
  /** A typical test for people who look for a start, in place of one made up from the ranges. */
  readonly example?: { readonly conditions: Readonly<Record<string, number>>; readonly axis: readonly number[]; readonly program?: Readonly<Record<string, unknown>> };
  /** Other series that laboratories record in such a test; importers use them for {@link derivations}. */
  readonly recorded?: Channels;
  /** Scalars of the specimen and the apparatus that {@link derivations} need and no model does (its height, its membrane); importers find and ask for them as for conditions. */
  readonly specimen?: Quantities;
  readonly derivations?: readonly Derivation[];
  /**
   * Why measured series cannot come from this kind of test ("the volume changes by 2 %"), or undefined. Importers tell kinds of test apart by it.
   * @param series By channel name, recorded ones included, in the declared units; gaps are NaN.
   */
  readonly contradicts?: (series: Readonly<Record<string, Float64Array>>) => string | undefined;
  /** Relations between the conditions, drives and program of one test; the sentence says what is wrong. */
  readonly invalid?: (conditions: Readonly<Record<string, number>>, test: Pick<Test, "axis" | "drives" | "program">) => string | undefined;
}

/** Keeps the literal names and units of a protocol in its type. Pure; no registration takes place. */
export const defineProtocol = <const P extends Protocol>(protocol: P): P => protocol;

/** Series of numbers along the axis of a test. */
export type Series = ArrayLike<number>;

/** One specimen or cell under one protocol. */
export interface Test {
  readonly protocol: string;
  readonly conditions: Readonly<Record<string, number>>;
  /** Points in the order in which the test visits them; may run back only where the protocol's axis allows reversals (unloading). */
  readonly axis: Float64Array;
  /** Prescribed histories sampled on the axis. */
  readonly drives?: Readonly<Record<string, Float64Array>>;
  /** What the protocol's program asks for; defaults hold where something is left out. */
  readonly program?: Readonly<Record<string, unknown>>;
}

/** Conditions as a model's simulation sees them: defaults filled in, optional ones possibly absent. */
export type ConditionsOf<P extends Protocol> = {
  readonly [K in keyof P["conditions"]]: P["conditions"][K] extends { readonly optional: true } ? number | undefined : number;
};

/** Drives as a simulation sees them: optional ones possibly absent. */
export type DrivesOf<P extends Protocol> = {
  readonly [K in keyof NonNullable<P["drives"]>]: NonNullable<P["drives"]>[K] extends { readonly optional: true } ? Float64Array | undefined : Float64Array;
};

/** The program as a simulation sees it: validated, defaults filled in. */
export type ProgramOf<P extends Protocol> = P["program"] extends Settings ? SettingsOf<P["program"]> : Readonly<Record<never, never>>;

export type ResponsesOf<P extends Protocol> = { readonly [K in keyof P["responses"]]?: Series };
