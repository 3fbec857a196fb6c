/** Below this the weights are taken by their series: no cancellation. */
export const smallDecay = 1e-2;

/** `∫ e^{-x(1-t)} dt` over t from 0 to 1, (1 - e^{-x})/x: what a constant leaves at the end of a step of length x. @param decay e^{-x}. */
export const wholeWeight = (x: number, decay: number): number => (x < smallDecay ? 1 - x * (1 / 2 - x * (1 / 6 - x / 24)) : (1 - decay) / x);

/** The same of a line from 0 to 1, (1 - w)/x. @param whole The whole weight w. */
export const afterWeight = (x: number, whole: number): number => (x < smallDecay ? 1 / 2 - x * (1 / 6 - x * (1 / 24 - x / 120)) : (1 - whole) / x);
