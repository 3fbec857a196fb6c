import { useLocalStorage } from "@mantine/hooks";
import type { ChosenUnits } from "./units.ts";

/** The units that this browser shows. */
export const useUnits = () => useLocalStorage<ChosenUnits>({ key: "inversa.units", defaultValue: {}, getInitialValueInEffect: false });
