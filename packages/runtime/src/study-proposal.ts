import type { FileReading } from "@inversa/core";
import type { App } from "./app.ts";

export interface ProposalRequest {
  readonly model: string;
  /** Paths of data files, folders or patterns. */
  readonly data: readonly string[];
  /** Id of the estimator; the variant's default unless given. */
  readonly estimator?: string;
  /** Conditions of every file. */
  readonly conditions?: Readonly<Record<string, number>>;
  /** Id and settings of the source; recognised if left out. */
  readonly source?: string;
  readonly settings?: unknown;
  readonly samples?: number;
  readonly seed?: number;
  readonly name?: string;
  /** Folder in which the study file will lie: the files it names are relative to it. The working directory unless given. */
  readonly folder?: string;
  /** Folder against which `data` is resolved; `folder` unless given. */
  readonly cwd?: string;
}

export interface StudyProposal {
  /** YAML with every choice written out and a comment that says where it comes from. */
  readonly text: string;
  readonly readings: readonly FileReading[];
}

/** Looks at the data and proposes a study file. @throws InputError as reading the data and resolving the study do. */
export async function proposeStudy(app: App, request: ProposalRequest): Promise<StudyProposal> {
  throw new Error(`not written yet: ${app.name} ${request.model}`);
}
