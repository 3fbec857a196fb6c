import { compileTask, InputError, type Engine, type ModelOrigin, type SimulationSession, type SimulationTask, type SessionOptions, type TrainingSession } from "@inversa/core";
import { standardTiming, type Timing } from "./timing.ts";

export interface QueueEngineOptions {
  /** Of the PostgreSQL; the environment's DATABASE_URL unless given. */
  readonly url?: string;
  readonly timing?: Partial<Timing>;
}

/** Any number of machines that share a PostgreSQL; what is asked of it waits there until a worker takes it. Results are the same bits as this machine's. */
export const queueEngine = ({ url, timing }: QueueEngineOptions = {}): Engine => {
  const address = (): string => url ?? addressFromEnvironment();
  const times = { ...standardTiming, ...timing };
  return {
    id: "queue",
    name: "Many machines",
    about: "Sends simulations and trainings to the workers (`inversa worker`) that share a PostgreSQL with this machine.",
    open: async (task: SimulationTask, origin: ModelOrigin, options: SessionOptions): Promise<SimulationSession> => {
      const model = origin.models?.find(({ id }) => id === task.model);
      // A mistake in the task is reported before anything is sent.
      if (model) compileTask(model, task);
      const { openSimulations } = await import("./simulations.ts");
      return openSimulations(address(), times, task, model, origin, options);
    },
    openTraining: async (origin: ModelOrigin): Promise<TrainingSession> => {
      const { openTrainings } = await import("./trainings.ts");
      return openTrainings(address(), times, origin);
    },
    examine: async () => {
      const { examine } = await import("./examine.ts");
      return examine(address(), times);
    },
  };
};

function addressFromEnvironment(): string {
  const url = process.env["DATABASE_URL"];
  if (url) return url;
  throw new InputError("argument-invalid", { where: "engine queue", what: "no database is named", expected: "postgres://user:password@host:5432/database of the PostgreSQL that the workers share", next: "Give it with --database-url or as DATABASE_URL" });
}
