import { arrhenius, F, R } from "@inversa/battery";
import type { CellNumbers, CellTables, ElectrodeNumbers, ElectrodeTables } from "./kernel-cell.ts";
import type { Mesh } from "./mesh.ts";

/** What surrounds a cell. */
export interface Surroundings {
  readonly temperature: number;
  /** Whether the cell warms up; it stays at its initial temperature otherwise. */
  readonly lumped: boolean;
}

/** An electrode as the hot loops see it: plain numbers and the coefficients of its tables. */
export class ElectrodeKernel {
  /** First electrolyte cell, first electrode cell (cells of both electrodes counted through), number of cells. */
  readonly cell: number;
  readonly first: number;
  readonly count: number;
  /** Width of a cell, particle surface of a cell (a h), electrolyte in a cell (porosity h). */
  h = 0;
  surface = 0;
  volume = 0;
  maximum = 0;
  /** h over the effective conductivity of the solid; h over the transport factor. */
  solid = 0;
  path = 0;
  /** j0 = exchange √(c x (1 - x)). */
  exchange = 0;
  /** D/R² and 1/(F R). */
  rate = 0;
  flux = 0;
  /** Temperature above the reference, K. */
  warmth = 0;
  ocp: ElectrodeTables["openCircuit"] | undefined;
  entropic: ElectrodeTables["entropic"];
  diffusion: ElectrodeTables["diffusion"];

  constructor(cell: number, first: number, count: number) {
    this.cell = cell;
    this.first = first;
    this.count = count;
  }

  load(numbers: ElectrodeNumbers, tables: ElectrodeTables): void {
    this.h = numbers.thickness / this.count;
    this.surface = numbers.surfaceArea * this.h;
    this.volume = numbers.porosity * this.h;
    this.maximum = numbers.maximumConcentration;
    this.solid = this.h / numbers.conductivity;
    this.path = this.h / numbers.transport;
    this.flux = 1 / (F * numbers.radius);
    this.ocp = tables.openCircuit;
    this.entropic = tables.entropic;
    this.diffusion = tables.diffusion;
  }

  warm(numbers: ElectrodeNumbers, perRoot: number, reference: number, temperature: number): void {
    this.exchange = numbers.exchangeCurrent * perRoot * arrhenius(numbers.exchangeActivation, temperature, reference);
    this.rate = (numbers.diffusivity * arrhenius(numbers.diffusivityActivation, temperature, reference)) / numbers.radius ** 2;
    this.warmth = temperature - reference;
  }
}

/**
 * Unknowns and coefficients of one implicit step on one mesh. Made once for a mesh and reused for every cell and parameter set; nothing in it survives a `load`.
 *
 * Electrolyte cells 0..N-1 run from the negative to the positive collector, electrode cells 0..E-1 through both electrodes.
 */
export class StepState {
  readonly mesh: Mesh;
  readonly cells: number;
  readonly electrodeCells: number;
  readonly negative: ElectrodeKernel;
  readonly positive: ElectrodeKernel;
  /** Unknowns: concentration in the electrolyte, interfacial current density, and the surface concentration that follows from it. */
  readonly c: Float64Array;
  readonly j: Float64Array;
  readonly surface: Float64Array;
  /** Electrolyte concentration that the step starts from (history included) and surface concentration at j = 0. */
  readonly cBase: Float64Array;
  readonly surfaceBase: Float64Array;
  /** Δc_surf = -response Δj within the present step. */
  readonly response: Float64Array;
  /** The step's coefficient: unknown - base = gamma * rate of change. */
  gamma = 0;
  /** A/m² of electrode, and the cell's current in A. */
  density = 0;
  temperature = 298.15;

  /** At each face between two cells: diffusive conductance over the diffusivity, and path over the conductivity (for electrode faces). */
  readonly conductance: Float64Array;
  readonly volume: Float64Array;
  separatorPath = 0;
  /** Shares of the balances of the two cells at a face of the separator that belong to the other side. */
  readonly negativeFace = { electrode: 0, separator: 0 };
  readonly positiveFace = { electrode: 0, separator: 0 };
  /** 2RT/F, and 2(1 - t+) TDF RT/F. */
  thermal = 0;
  diffusional = 0;
  /** (1 - t+)/F. */
  release = 0;
  conductivityFactor = 1;
  diffusivityFactor = 1;
  numbers: CellNumbers | undefined;
  tables: CellTables | undefined;

  /** Work of the assembly: open-circuit potential, potential difference and its derivatives by c and j, Kirchhoff variable and diffusivity. */
  readonly open: Float64Array;
  /** Share of the correction that is taken at the face to the right of an electrode cell. */
  readonly bends: Float64Array;
  /** At the same faces, as the last elimination found them: the conductivity over its factor, its slope, and the conductance 1/(h/κ + h/σ). */
  readonly kappa: Float64Array;
  readonly kappaSlope: Float64Array;
  readonly face: Float64Array;
  /** 1/(2 j0). */
  readonly perExchange: Float64Array;
  readonly phi: Float64Array;
  readonly phiC: Float64Array;
  readonly phiJ: Float64Array;
  /** By the surface concentration at a given current density. */
  readonly phiS: Float64Array;
  readonly kirchhoff: Float64Array;
  readonly diffusivity: Float64Array;
  /** Block factors of the last matrix: inverse diagonal (4), lower (4), upper after elimination (4) for each cell. */
  readonly inverse: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Right-hand side and solution, two numbers a cell. */
  readonly right: Float64Array;
  /** Derivative of the charge rows by the cell's current density. */
  readonly column: Float64Array;

  constructor(mesh: Mesh) {
    this.mesh = mesh;
    const [n, s, p] = [mesh.negative, mesh.separator, mesh.positive];
    const cells = n + s + p;
    const e = n + p;
    this.cells = cells;
    this.electrodeCells = e;
    this.negative = new ElectrodeKernel(0, 0, n);
    this.positive = new ElectrodeKernel(n + s, n, p);
    [this.c, this.cBase, this.volume, this.kirchhoff, this.diffusivity, this.conductance] = [array(cells), array(cells), array(cells), array(cells), array(cells), array(cells)];
    [this.j, this.surface, this.surfaceBase, this.response, this.bends, this.open, this.perExchange, this.phi, this.phiC, this.phiJ, this.phiS] = [array(e), array(e), array(e), array(e), array(e), array(e), array(e), array(e), array(e), array(e), array(e)];
    [this.kappa, this.kappaSlope, this.face] = [array(e), array(e), array(e)];
    [this.inverse, this.lower, this.upper, this.right, this.column] = [array(4 * cells), array(4 * cells), array(4 * cells), array(2 * cells), array(2 * cells)];
  }

  /** Takes a cell; a temperature must be set before the first step. */
  load(numbers: CellNumbers, tables: CellTables): void {
    this.numbers = numbers;
    this.tables = tables;
    this.negative.load(numbers.negative, tables.negative);
    this.positive.load(numbers.positive, tables.positive);
    const { negative, positive, mesh } = this;
    const h = numbers.separator.thickness / mesh.separator;
    this.separatorPath = h / numbers.separator.transport;
    this.volume.fill(negative.volume, 0, mesh.negative);
    this.volume.fill(numbers.separator.porosity * h, mesh.negative, positive.cell);
    this.volume.fill(positive.volume, positive.cell, this.cells);
    for (let f = 0; f < this.cells - 1; f++) this.conductance[f] = 2 / (this.#path(f) + this.#path(f + 1));
    this.temperature = Number.NaN;
    share(this.negativeFace, negative.path, this.separatorPath);
    share(this.positiveFace, positive.path, this.separatorPath);
    this.release = (1 - numbers.electrolyte.transferenceNumber) / F;
  }

  #path(cell: number): number {
    return cell < this.mesh.negative ? this.negative.path : cell < this.positive.cell ? this.separatorPath : this.positive.path;
  }

  /** Sets everything that depends on the temperature. */
  warm(temperature: number): void {
    if (temperature === this.temperature) return;
    const { electrolyte, referenceTemperature: reference, negative, positive } = this.numbers!;
    this.temperature = temperature;
    this.thermal = (2 * R * temperature) / F;
    this.diffusional = this.thermal * (1 - electrolyte.transferenceNumber) * electrolyte.thermodynamicFactor;
    this.conductivityFactor = electrolyte.conductivity * arrhenius(electrolyte.conductivityActivation, temperature, reference);
    if (electrolyte.conductivityExponent !== 0) this.conductivityFactor *= (temperature / reference) ** electrolyte.conductivityExponent;
    this.diffusivityFactor = electrolyte.diffusivity * arrhenius(electrolyte.diffusivityActivation, temperature, reference);
    const perRoot = 1 / Math.sqrt(electrolyte.initialConcentration);
    this.negative.warm(negative, perRoot, reference, temperature);
    this.positive.warm(positive, perRoot, reference, temperature);
  }
}

function share(face: { electrode: number; separator: number }, electrode: number, separator: number): void {
  face.electrode = electrode / (3 * (electrode + separator));
  face.separator = separator / (3 * (electrode + separator));
}

const array = (length: number): Float64Array => new Float64Array(length);
