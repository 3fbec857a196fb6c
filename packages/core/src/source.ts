import type { Protocol } from "./protocol.ts";
import type { Settings, SettingsOf } from "./settings.ts";
import type { Observation } from "./study.ts";

/** A file as bytes: importers never open anything themselves, so they work on uploads and in a browser too. */
export interface SourceFile {
  /** Name without folder; importers may read conditions from it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Something an importer worked out and the user did not say; all of it is shown. */
export interface Inference {
  /** What was decided: "axial strain in percent", "confining pressure 100 kPa". */
  readonly what: string;
  /** Why: "header eps_a_pct", "from the file name". */
  readonly because: string;
}

/** What one file says of the test in another: an AGS file names the files of its curves and holds their conditions. */
export interface TestDescription {
  /** Name of the file that holds the curve. */
  readonly file: string;
  /** What the test is called; a curve that has no name of its own takes it. */
  readonly test?: string;
  /** Id of the kind of test, where it is known. */
  readonly protocol?: string;
  /** In the units of the kind of test. */
  readonly conditions: Readonly<Record<string, number>>;
  /** Where it is said: `site.ags, line 33`. */
  readonly from: string;
}

/** What an importer made of one file. */
export interface FileReading {
  readonly file: string;
  readonly observations: readonly Observation[];
  readonly inferred: readonly Inference[];
  /** What the user should look at: dropped rows, gaps, repeated strains. */
  readonly warnings: readonly string[];
}

/** A plain table as it stands in a file: a heading for each column, then one row a record (a specimen, a charge). */
export interface RecordTable {
  readonly file: string;
  readonly headings: readonly string[];
  /** Numbers where the cell holds one, else its text; empty text where it holds nothing. */
  readonly rows: readonly (readonly (number | string)[])[];
  /** How messages name a cell, counted from 0: "pairs.csv, line 7, column 3". */
  place(row: number, column: number): string;
}

export interface ReadRequest<S extends Settings = Settings> {
  /** The kinds of test that the app's models can simulate; a file is read as one of them. */
  readonly protocols: readonly Protocol[];
  readonly settings: SettingsOf<S>;
  /** Conditions given by the user: for every file, or by file name. They win over everything inferred. */
  readonly conditions?: Readonly<Record<string, number>>;
  /** Names of all files of the call, those that other importers read included. */
  readonly beside?: readonly string[];
  /** What files that other importers read say of the tests in these; as binding as a table of tests. */
  readonly described?: readonly TestDescription[];
}

/** Reads measured files into observations. */
export interface DataSource<S extends Settings = Settings> {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  /** Lower-case extensions with the dot. */
  readonly extensions: readonly string[];
  readonly settings: S;
  /**
   * How sure the source is that it can read the file, 0 (no) to 1, from its name and first bytes. Cheap.
   */
  recognise(file: SourceFile): number;
  /**
   * All files of one call together, since one may describe the others (a table of specimens).
   * @throws InputError `data-ambiguous` with the question that settles it, `data-unreadable` with file, row and column.
   */
  read(files: readonly SourceFile[], request: ReadRequest<S>): Promise<readonly FileReading[]>;
  /** What these files say of tests whose curves stand in other files of the call (`beside`). @throws as `read`. */
  describe?(files: readonly SourceFile[], request: ReadRequest<S>): Promise<readonly TestDescription[]>;
  /**
   * The file as a plain table of records, for measured pairs that no protocol describes; absent where the format has none.
   * @throws InputError `data-unreadable`.
   */
  records?(file: SourceFile, settings: SettingsOf<S>): RecordTable;
}

/** Keeps the settings' types for the author and erases them for the registry. */
export const defineSource = <const S extends Settings>(source: DataSource<S>): DataSource => source as unknown as DataSource;
