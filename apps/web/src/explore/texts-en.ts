/** The texts of Explore in English; `texts-zh.ts` has the same keys. */
export const exploreEn = {
  title: "Explore", lead: "Drag a parameter and the curves follow: the model runs in this page.",
  siteTitle: "Explore models over your curves", siteLead: "Everything happens in this page: no server, no upload. Drop your files, drag the sliders, fit, or ask the network that comes with the page.",
  sample: "Take the example", ask: "Ask the network", askAbout: "A network trained on simulated drained triaxial tests at 100, 200 and 400 kPa answers at once",
  opening: "Opening the model…", failed: "The model cannot run in this browser", another: "Take another model",
  model: "Model", protocol: "Kind of test", domains: { soil: "Soils", battery: "Cells" },
  pictures: "Curves", shown: "Curves that are shown",
  parameters: "Parameters", more: "{{count}} more", reset: "Reset", unset: "not set", outside: "A number from {{min}} to {{max}}",
  hold: "hold", holdOne: "Hold {{name}} while fitting", holdAbout: "A fit leaves it where it is",
  conditions: "Conditions of the tests", addTest: "Add a test", removeTest: "Remove {{id}}", testNumber: "Test {{n}}",
  data: "Measured curves", dropHere: "Drop data files here. They are read in this page and sent nowhere.", openFiles: "Open files", forget: "Without data", curves: "({{count}})",
  forAllFiles: "{{name}}: {{about}}, for all files ({{unit}})", readAgain: "Read again",
  fit: "Fit", fitAbout: "Least squares from where the sliders stand; held parameters stay", fitting: "Fitting…", asking: "The network answers…", stop: "Stop",
  pin: "Pin curves", pinAbout: "Keeps the present curves, dashed, to compare with", unpin: "Unpin", copy: "Copy…", copied: "Copied", copyRequest: "Request for inversa simulate", copyFixed: "Parameters for a study file (fixed)", copyLink: "Link to this picture",
  foundByFit: "Least squares", foundByNetwork: "The network's estimate", misfit: "Typical misfit {{misfit}} × the stated noise.", noAnswer: "The model has no answer for these values.", took: "{{time}}", parameter: "Parameter", value: "Value", interval: "95 % interval",
  test: "Test", end: "End of the curve", misfitOf: "misfit of {{response}}", keyAbout: "The tests with their misfit and how their curves end", chartAbout: "{{response}} over {{axis}}. Misfit: {{misfit}}",
  ends: { reached: "reached", failure: "failure", tension: "tension", "cut-off": "cut-off", depleted: "depleted", saturated: "saturated", "no-solution": "no solution" },
} as const;
