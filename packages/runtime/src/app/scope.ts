import "reflect-metadata";
// The polyfill has to stand before tsyringe, which throws on import without it.
import { container, type DependencyContainer } from "tsyringe";

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

/**
 * Typed tokens and factories over a tsyringe container; the only door to it.
 *
 * A child sees what its ancestors bound and may bind over it. A factory is given the scope that will own the value: never a shorter-lived one, so a value
 * shared by all requests cannot hold on to something of one request. What a scope owns is disposed of with it, children first, last made first.
 */
export class Scope {
  readonly #container: DependencyContainer;
  readonly #parent: Scope | undefined;
  readonly #children = new Set<Scope>();
  readonly #keys: WeakMap<object, symbol>;
  readonly #scopes: WeakMap<DependencyContainer, Scope>;
  readonly #owned: (() => void | Promise<void>)[] = [];
  readonly #made = new Set<symbol>();
  #disposed: Promise<void> | undefined;

  private constructor(parent?: Scope) {
    this.#parent = parent;
    this.#container = (parent ? parent.#container : container).createChildContainer();
    this.#keys = parent ? parent.#keys : new WeakMap();
    this.#scopes = parent ? parent.#scopes : new WeakMap();
    this.#scopes.set(this.#container, this);
    if (parent) parent.#children.add(this);
  }

  /** A scope without ancestors; nothing is shared between two roots. */
  static root(): Scope {
    return new Scope();
  }

  /** Says how a value is made. Binding again before first use replaces the factory. */
  bind<T>(token: Token<T>, factory: (scope: Scope) => T, options: BindOptions<T> = {}): this {
    this.#alive(token);
    const key = this.#key(token);
    if (this.#made.has(key)) throw new Error(`"${token.name}" is already in use in this scope; bind it earlier or in a child`);
    const make = (owner: Scope): T => {
      if (owner.#disposed) throw new Error(`"${token.name}" was asked of a scope that is disposed of`);
      const value = factory(owner);
      const { dispose } = options;
      if (dispose) owner.#owned.push(() => dispose(value));
      return value;
    };
    if (options.lifetime === "transient") {
      this.#container.register<T>(key, { useFactory: (asking) => make(this.#scopes.get(asking)!) });
      return this;
    }
    // tsyringe's own caching factories keep the container that happened to ask first; the cache is here, with the owner.
    let state: { readonly value: T } | "making" | undefined;
    this.#container.register<T>(key, {
      useFactory: () => {
        if (state === "making") throw new Error(`"${token.name}" needs itself`);
        if (state === undefined) {
          state = "making";
          try {
            const value = make(this);
            state = { value };
            this.#made.add(key);
          } finally {
            if (state === "making") state = undefined;
          }
        }
        return state!.value;
      },
    });
    return this;
  }

  /** @throws Error when no scope up to the root binds the token: a mistake of the program, not of the user. */
  get<T>(token: Token<T>): T {
    this.#alive(token);
    const key = this.#key(token);
    if (!this.#container.isRegistered(key, true)) throw new Error(`nothing is bound to "${token.name}"`);
    return this.#container.resolve<T>(key);
  }

  child(): Scope {
    this.#alive();
    return new Scope(this);
  }

  /** Disposes of the children and of all that factories made for this scope, last made first. All is tried; what failed is thrown at the end. */
  dispose(): Promise<void> {
    this.#disposed ??= this.#release();
    return this.#disposed;
  }

  async #release(): Promise<void> {
    const errors: unknown[] = [];
    const attempt = async (step: () => void | Promise<void>): Promise<void> => {
      try {
        await step();
      } catch (error) {
        errors.push(error);
      }
    };
    for (const child of [...this.#children].reverse()) await attempt(() => child.dispose());
    for (const step of this.#owned.reverse()) await attempt(step);
    this.#owned.length = 0;
    if (this.#parent) this.#parent.#children.delete(this);
    this.#container.clearInstances();
    this.#container.reset();
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateError(errors, "several things of a scope could not be disposed of");
  }

  #alive(token?: Token<unknown>): void {
    if (this.#disposed) throw new Error(`${token ? `"${token.name}" was asked of` : "A child was asked of"} a scope that is disposed of`);
  }

  #key(token: object & { readonly name: string }): symbol {
    let key = this.#keys.get(token);
    if (key === undefined) this.#keys.set(token, (key = Symbol(token.name)));
    return key;
  }
}
