import { defineForwardModel, defineProtocol } from "@inversa/core";

/** A station that counts hours of bright sunshine and measures the radiation that they bring, day by day. */
const sunshineRecord = defineProtocol({
  id: "sunshine-record", name: "Sunshine record", about: "Global radiation on the ground against the hours of bright sunshine, one row a day.",
  conditions: { latitude: { unit: "deg", symbol: "φ", bounds: [-66, 66], aliases: ["latitude", "lat", "Breite", "纬度"], about: "latitude, north positive" } },
  drives: { sunshineDuration: { unit: "h", symbol: "n", aliases: ["n", "sunshine", "sunshine hours", "日照时数"], about: "hours of bright sunshine of the day" } },
  axis: { name: "dayOfYear", unit: "d", symbol: "J", aliases: ["day", "J", "day of year", "日序"], about: "day of the year, 1 to 366" },
  responses: { globalRadiation: { unit: "MJ/(m2.d)", symbol: "R_s", aliases: ["Rs", "H", "global radiation", "总辐射"], about: "radiation on a horizontal plane, summed over the day" } },
});

/** Extraterrestrial radiation of a day in MJ/(m2 d) and its hours of daylight: Allen et al. (1998), eqs. 21 to 25 and 34. */
export function astronomical(day: number, latitude: number): { readonly Ra: number; readonly N: number } {
  const [phi, turn] = [(latitude * Math.PI) / 180, (2 * Math.PI * day) / 365];
  const [dr, delta] = [1 + 0.033 * Math.cos(turn), 0.409 * Math.sin(turn - 1.39)];
  const omega = Math.acos(-Math.tan(phi) * Math.tan(delta));
  const Ra = ((24 * 60) / Math.PI) * 0.082 * dr * (omega * Math.sin(phi) * Math.sin(delta) + Math.cos(phi) * Math.cos(delta) * Math.sin(omega));
  return { Ra, N: (24 / Math.PI) * omega };
}

export default defineForwardModel({
  id: "solar/angstrom-prescott", name: "Ångström-Prescott", about: "Global radiation from sunshine hours: the first thing to try where radiation is not measured.",
  source: "Å. Ångström (1924); J. A. Prescott (1940); R. G. Allen et al., Crop evapotranspiration, FAO Irrigation and Drainage Paper 56 (1998), eq. 35; quadratic term B. G. Akinoğlu and A. Ecevit, Solar Energy 44 (1990) 63-72",
  parameters: {
    a: { unit: "1", bounds: [0, 1], plausible: [0.1, 0.4], about: "share of the extraterrestrial radiation that arrives on an overcast day (FAO: 0.25)" },
    b: { unit: "1", bounds: [-1, 1.5], plausible: [0.2, 0.9], about: "what a day of full sunshine adds (FAO: 0.50)" },
    c: { unit: "1", bounds: [-1, 1], plausible: [-0.4, 0.2], default: 0, about: "curvature in the share of sunshine hours; 0 is the straight line" },
  },
  invalid: ({ a, b, c }) => (a + b + c > 1 ? `a + b + c = ${(a + b + c).toFixed(2)}: more radiation than there is above the atmosphere` : undefined),
  simulations: (on) => [
    on(sunshineRecord, ({ a, b, c }, { latitude }, days, { drives: { sunshineDuration } }) => ({
      globalRadiation: Array.from(days, (day, i) => {
        const { Ra, N } = astronomical(day, latitude);
        const s = Math.min(1, sunshineDuration[i]! / N);
        return (a + b * s + c * s * s) * Ra;
      }),
    })),
  ],
});
