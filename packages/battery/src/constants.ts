/** Molar gas constant, J/(mol K); exact since 2019. */
export const R = 8.31446261815324;
/** Faraday constant, C/mol; exact since 2019. */
export const F = 96485.33212331001;

/** Arrhenius factor of a rate at T (K), 1 at the reference temperature. @param activationEnergy J/mol */
export const arrhenius = (activationEnergy: number, T: number, referenceTemperature: number): number =>
  activationEnergy === 0 ? 1 : Math.exp((activationEnergy / R) * (1 / referenceTemperature - 1 / T));
