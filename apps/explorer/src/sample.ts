import at100 from "@inversa/cli/data/demo/CD-100kPa.csv?url";
import at200 from "@inversa/cli/data/demo/CD-200kPa.csv?url";
import at400 from "@inversa/cli/data/demo/CD-400kPa.csv?url";

/** The three drained triaxial tests of `inversa demo`, as files. */
export const loadSample = async (): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]> =>
  Promise.all(Object.entries({ "CD-100kPa.csv": at100, "CD-200kPa.csv": at200, "CD-400kPa.csv": at400 }).map(async ([name, address]) => {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${name} could not be fetched (HTTP ${response.status})`);
    return { name, bytes: new Uint8Array(await response.arrayBuffer()) };
  }));
