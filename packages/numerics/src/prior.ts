/**
 * What is believed of one parameter before the data, as data: plain numbers that survive JSON.
 *
 * `normal` and `log-normal` are truncated to [min, max] where those are given (the density is renormalised).
 * A log-normal's `sd` is the standard deviation of ln x.
 */
export type Prior =
  | { readonly distribution: "uniform"; readonly min: number; readonly max: number }
  | { readonly distribution: "log-uniform"; readonly min: number; readonly max: number }
  | {
      readonly distribution: "normal";
      readonly mean: number;
      readonly sd: number;
      readonly min?: number | undefined;
      readonly max?: number | undefined;
    }
  | {
      readonly distribution: "log-normal";
      readonly median: number;
      readonly sd: number;
      readonly min?: number | undefined;
      readonly max?: number | undefined;
    };
