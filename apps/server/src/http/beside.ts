import type { FastifyReply, FastifyRequest } from "fastify";
import { foldersToken, workToken } from "../services.ts";
import type { NamedContent } from "../study-folders.ts";
import type { AnswerOf, GivenTo, TaskName } from "../work/work-pool.ts";
import { whileAnswered, workspaceOf } from "./context.ts";

/** Has a task done in a process beside the server for a request, as long as somebody waits for the answer. */
export const besideServer = <K extends TaskName>(request: FastifyRequest, reply: Pick<FastifyReply, "raw">, task: K, given: GivenTo<K>): Promise<AnswerOf<K>> =>
  request.scope.get(workToken).run(task, given, workspaceOf(request), whileAnswered(reply));

/** The same with uploaded files, which are laid out for it and nothing else. */
export const besideServerWith = <K extends TaskName>(request: FastifyRequest, reply: Pick<FastifyReply, "raw">, files: readonly NamedContent[], task: K, given: Omit<GivenTo<K>, "folder" | "names">): Promise<AnswerOf<K>> =>
  request.scope.get(foldersToken).within(files, (folder) => besideServer(request, reply, task, { ...given, folder, names: files.map(({ name }) => name) } as never));
