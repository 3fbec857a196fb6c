import { describe, expect, it } from "vitest";
import { Scope, token } from "../src/index.ts";

interface Counter { readonly n: number }
const counter = token<Counter>("counter");
const user = token<{ readonly counter: Counter; readonly owner: Scope }>("user");
const name = token<string>("name");

describe("a value of lifetime scope", () => {
  it("is made once, on first use, and is the same for all children", () => {
    let made = 0;
    const root = Scope.root().bind(counter, () => ({ n: ++made }));
    expect(made).toBe(0);
    const child = root.child();
    expect(child.get(counter)).toBe(root.get(counter));
    expect(root.child().get(counter).n).toBe(1);
  });

  it("belongs to the scope that bound it, whoever asks first", () => {
    const root = Scope.root().bind(name, () => "root's").bind(user, (scope) => ({ counter: { n: scope.get(name).length }, owner: scope }));
    const child = root.child().bind(name, () => "the child's");
    expect(child.get(user).owner).toBe(root);
    expect(child.get(user).counter.n).toBe("root's".length);
    expect(child.get(name)).toBe("the child's");
  });

  it("survives the child that asked first", async () => {
    const gone: string[] = [];
    const root = Scope.root().bind(name, () => "shared", { dispose: (value) => void gone.push(value) });
    const child = root.child();
    child.get(name);
    await child.dispose();
    expect(gone).toEqual([]);
    expect(root.get(name)).toBe("shared");
    await root.dispose();
    expect(gone).toEqual(["shared"]);
  });

  it("is made anew in each scope that binds it", () => {
    const bind = (scope: Scope): Scope => scope.bind(counter, () => ({ n: 0 }));
    const root = bind(Scope.root());
    expect(bind(root.child()).get(counter)).not.toBe(root.get(counter));
  });
});

it("a transient value is new each time and is disposed of with the scope that asked", async () => {
  const gone: number[] = [];
  let made = 0;
  const root = Scope.root().bind(counter, () => ({ n: ++made }), { lifetime: "transient", dispose: (value) => void gone.push(value.n) });
  const child = root.child();
  root.get(counter);
  child.get(counter);
  child.get(counter);
  await child.dispose();
  expect(gone).toEqual([3, 2]);
  await root.dispose();
  expect(gone).toEqual([3, 2, 1]);
});

it("disposing goes through the children first, then backwards through what was made, and waits for each", async () => {
  const gone: string[] = [];
  const bind = (scope: Scope, id: string, wait: number): void => {
    const t = token<string>(id);
    scope.bind(t, () => id, { dispose: async (value) => { await new Promise((done) => setTimeout(done, wait)); gone.push(value); } });
    scope.get(t);
  };
  const root = Scope.root();
  bind(root, "a", 1);
  bind(root, "b", 10);
  bind(root.child(), "child", 20);
  await Promise.all([root.dispose(), root.dispose()]);
  expect(gone).toEqual(["child", "b", "a"]);
});

it("one failing disposal does not keep the others from being disposed of, and is thrown", async () => {
  const gone: string[] = [];
  const root = Scope.root().bind(name, () => "a", { dispose: (value) => void gone.push(value) }).bind(counter, () => ({ n: 1 }), { dispose: () => { throw new Error("stuck"); } });
  root.get(name);
  root.get(counter);
  await expect(root.dispose()).rejects.toThrow("stuck");
  expect(gone).toEqual(["a"]);
});

it("mistakes of the program are loud: nothing bound, a circle, a dead scope, a binding in use", async () => {
  const root = Scope.root().bind(counter, (scope) => scope.get(counter)).bind(name, () => "x");
  expect(() => root.get(user)).toThrow('nothing is bound to "user"');
  expect(() => root.get(counter)).toThrow('"counter" needs itself');
  root.get(name);
  expect(() => root.bind(name, () => "y")).toThrow("already in use");
  await root.dispose();
  expect(() => root.get(name)).toThrow("disposed of");
  expect(() => root.child()).toThrow("disposed of");
});

it("two roots share nothing", () => {
  Scope.root().bind(name, () => "mine");
  expect(() => Scope.root().get(name)).toThrow("nothing is bound");
});

it("a factory that failed is tried again", () => {
  let tries = 0;
  const root = Scope.root().bind(name, () => { if (++tries === 1) throw new Error("not yet"); return "now"; });
  expect(() => root.get(name)).toThrow("not yet");
  expect(root.get(name)).toBe("now");
});
