/** How messages name a table, its rows, columns and cells: as an editor of such a file does. */
export interface Place {
  /** File, sheet and test as far as there are several. */
  readonly name: string;
  /** What the table is called within its file: 'sheet "CD1"', "stage 4"; absent where the file is one table. */
  readonly part?: string;
  /** "line 17", "row 17". */
  readonly row: (line: number) => string;
  /** "column 2", "column B"; the index counts from 0. */
  readonly column: (index: number) => string;
  /** A cell of a row already named: "column 2", "cell B17". */
  readonly cell: (line: number, index: number) => string;
}

/** Lines and numbered columns of a text file. */
export const textPlace = (file: string): Place => {
  const column = (index: number): string => `column ${index + 1}`;
  return { name: file, row: (line) => `line ${line}`, column, cell: (_, index) => column(index) };
};

/** Rows and lettered columns of a sheet. */
export const sheetPlace = (file: string, sheet: string): Place => ({
  name: `${file}, sheet "${sheet}"`, part: `sheet "${sheet}"`, row: (line) => `row ${line}`, column: (index) => `column ${letters(index)}`, cell: (line, index) => `cell ${letters(index)}${line}`,
});

/** A column as spreadsheets name it: A, B, ... Z, AA. */
export function letters(index: number): string {
  let name = "";
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
}

export const inRow = (at: Place, line: number): string => `${at.name}, ${at.row(line)}`;
export const inColumn = (at: Place, index: number): string => `${at.name}, ${at.column(index)}`;
/** The place of one of several tests in a table. */
export const ofTest = (at: Place, label: string): Place => (label === "" ? at : { ...at, name: `${at.name}, test "${label}"` });
