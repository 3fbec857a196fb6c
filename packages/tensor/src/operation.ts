/** A layer at work in float64. Arrays hold at least `rows` rows, each flat; what lies behind them is left alone. */
export interface Operation {
  forward(weights: Float64Array, x: Float64Array, y: Float64Array, rows: number): void;
  /**
   * From dy = d loss / d y: writes d loss / d x into `dx` and adds d loss / d weights to `gradient` (either may be left out). Uses up `dy`.
   * `x` and `y` are what `forward` was given and gave.
   */
  backward(
    weights: Float64Array, x: Float64Array, y: Float64Array, dy: Float64Array, dx: Float64Array | undefined, gradient: Float64Array | undefined, rows: number,
  ): void;
}
