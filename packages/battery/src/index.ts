export { F, R, arrhenius } from "./constants.ts";
export { constantFunction, scaled, type ScalarFunction, type TableText } from "./scalar-function.ts";
export { surfaceAreaPerUnitVolume, totalElectrodeArea, type Cell, type Electrode, type Electrolyte, type Separator, type Thermal } from "./cell.ts";
export { initialStoichiometries, socOf, stoichiometriesAt, type Stoichiometries } from "./initial-state.ts";
export { cycling, cyclingProgram, type CyclingStep } from "./cycling.ts";
