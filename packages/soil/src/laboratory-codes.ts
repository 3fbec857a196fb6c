/** What a laboratory's code for a triaxial test in effective stresses says. */
export interface TriaxialCode {
  readonly drained: boolean;
  /** The axial stress falls below the radial one. */
  readonly extension: boolean;
  /** Consolidated under an axial stress other than the radial one. */
  readonly anisotropic: boolean;
  /** One specimen is sheared several times. */
  readonly staged: boolean;
}

/**
 * The codes that AGS4 (TREG_TYPE) and DIGGS (triaxialTestType) share: CD, CU, CDM, CUM, CIDC, CIUC, CIUCM, CADC, CAUE and their like, and UUP. C: consolidated;
 * I or A: under equal stresses or others; D or U: drained or not; C or E: compression or extension; M: in several stages; UUP: unconsolidated, with pore pressure.
 * @returns Undefined for any other code, those of total-stress tests (UU, UUM, UNC) included.
 */
export function triaxialCode(text: string): TriaxialCode | undefined {
  const code = text.toUpperCase().replace(/\s+/g, "");
  if (code === "UUP") return { drained: false, extension: false, anisotropic: false, staged: false };
  const parts = /^C([IA]?)([DU])([CE]?)(M?)$/.exec(code);
  return parts ? { drained: parts[2] === "D", extension: parts[3] === "E", anisotropic: parts[1] === "A", staged: parts[4] === "M" } : undefined;
}

/** Drained or not in words, "Consolidated undrained with pwp measurement"; undefined where the words say neither. */
export const drainedInWords = (text: string): boolean | undefined => (/\bun-?drained\b/i.test(text) ? false : /\bdrained\b/i.test(text) ? true : undefined);
