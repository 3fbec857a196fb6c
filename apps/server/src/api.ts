import type { estimatorDocument, exporterDocument, Identifiability, modelDocument, protocolDocument, readingsDocument, sourceDocument } from "@inversa/runtime";
import type { z } from "zod";
import type { Summary, Variant } from "./http/catalogue-routes.ts";
import type * as schemas from "./http/schemas.ts";
import type { Preview } from "./work/tasks.ts";

// What the API takes and answers, as types, for programs of this workspace that call it.
export type { Preview, Variant };
export type UploadedFile = z.infer<typeof schemas.file>;
export type StudyDocument = z.infer<typeof schemas.study>;
export type StudySummary = z.infer<typeof schemas.studySummary>;
export type RunDocument = z.infer<typeof schemas.run>;
export type RunStatus = z.infer<typeof schemas.runStatus>;
export type ProblemDocument = z.infer<typeof schemas.problem>;
/** What was read from one file; previews hold its curves too. */
export type Reading = ReturnType<typeof readingsDocument>[number];
export type ModelEntry = Summary & ReturnType<typeof modelDocument>;
export type ProtocolEntry = Summary & ReturnType<typeof protocolDocument>;
export type EstimatorEntry = Summary & ReturnType<typeof estimatorDocument>;
export type SourceEntry = Summary & ReturnType<typeof sourceDocument>;
export type ExporterEntry = Summary & ReturnType<typeof exporterDocument>;
export type { Identifiability, Summary };
