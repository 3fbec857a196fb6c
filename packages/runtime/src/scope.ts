/** The name of something that a scope can give, with its type. Two tokens are the same only if they are the same object. */
export interface Token<T> {
  readonly name: string;
  /** Carries the type; never present. */
  readonly type?: T;
}

export const token = <T>(name: string): Token<T> => Object.freeze({ name });

export interface BindOptions<T> {
  /** `scope` (the default): one value, made on first use, owned by the scope that bound it. `transient`: a new value each time, owned by the scope that asks. */
  readonly lifetime?: "scope" | "transient";
  /** Called with the value when its owner is disposed of. */
  readonly dispose?: (value: T) => void | Promise<void>;
}

export class Scope {
  static root(): Scope {
    throw new Error("not written yet");
  }
  bind<T>(token: Token<T>, _factory: (scope: Scope) => T, _options: BindOptions<T> = {}): this {
    throw new Error(`not written yet: ${token.name}`);
  }
  get<T>(token: Token<T>): T {
    throw new Error(`not written yet: ${token.name}`);
  }
  child(): Scope {
    throw new Error("not written yet");
  }
  async dispose(): Promise<void> {}
}
