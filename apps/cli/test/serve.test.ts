import { join } from "node:path";
import { expect, it } from "vitest";
import { emptyFolder, inversa, start } from "./inversa.ts";

it("serves the variant until it is interrupted", async () => {
  const folder = await emptyFolder();
  const { child, answer } = start(["serve", "--port", "0", "--data", join(folder, "kept"), "--no-page", "--json", "--quiet"], folder, { DATABASE_URL: "" });
  const document = await new Promise<{ url: string; token?: string }>((resolve, reject) => {
    let said = "";
    child.stdout!.on("data", (text: string) => {
      said += text;
      if (said.endsWith("}\n")) resolve(JSON.parse(said) as { url: string });
    });
    void answer.then(({ code, stderr }) => reject(new Error(`ended with ${code}: ${stderr}`)));
  });
  expect(document.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(document.token).toBeUndefined();
  expect(await (await fetch(`${document.url}/api/v1/app`)).json()).toMatchObject({ name: "soil-lab" });
  child.kill("SIGINT");
  expect(await answer).toMatchObject({ code: 0 });
});

it("says what is wrong with where it should listen or keep things", async () => {
  expect(await inversa(["serve", "--port", "70000"])).toMatchObject({ code: 2, stderr: expect.stringContaining("--port") as string });
});
