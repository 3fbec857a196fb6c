import { readLocalStorageValue, useLocalStorage } from "@mantine/hooks";

// Kept by the browser for this address alone. Local storage, so that a link that is opened in another tab works.
const key = "inversa.token";

/** The API token of this browser, empty where the server asks for none. */
export const currentToken = (): string => readLocalStorageValue<string>({ key, defaultValue: "" });

export const useToken = () => useLocalStorage<string>({ key, defaultValue: "", getInitialValueInEffect: false });
