import { exploreEn } from "../explore/texts-en.ts";

/** The texts of the page in English; `zh.ts` has the same keys. */
export const en = {
  shell: { skip: "Skip to the content", navigation: "Main", language: "Language", dark: "Switch to dark colours", light: "Switch to light colours", waiting: "One moment…" },
  navigation: { start: "Start", explore: "Explore", settings: "Settings" },
  token: {
    title: "This server asks for an API token", why: "Whoever runs it gives you one. It says which workspace is yours and what you may do there.", label: "API token", kept: "It is kept in this browser, for this address, until you delete it in the settings.", use: "Continue", look: "Show or hide the token",
  },
  problem: { where: "Where", expected: "Expected", next: "Next", request: "The server's log has more under", unreachable: "The server does not answer", unreachableNext: "Nothing is lost: runs go on without this page. It tries again by itself; is the server still running?" },
  notFound: { title: "There is no such page", text: "The address may be cut off.", start: "To the start" },
  list: { comma: ", ", stop: ".", afterwards: ", then " },
  start: {
    title: "From measured curves to parameters", lead: "Drop the files of your tests: you see the curves and what was recognised, choose a model, learn which of its parameters these tests can determine, and get them with their uncertainty.",
    formats: "{{formats}}; several files at once", noFiles: "No files at hand?", demo: "Try three triaxial tests that ship with Inversa", studies: "Recent studies", runs: "Recent runs", run: "Run", none: "Nothing yet.",
  },
  drop: { title: "Drop measured files here, or click to choose", more: "Add more files: drop them here, or click to choose" },
  steps: { label: "Steps", data: "Data", model: "Model", parameters: "Parameters", estimate: "Estimate" },
  data: {
    title: "Your data", none: "No files were chosen.", reading: "Reading the files…", together: "The files cannot be read together", files_one: "One file", files_other: "{{count}} files", ready_one: "One test is ready.", ready_other: "{{count}} tests are ready.",
    notReady: "Something has to be settled first.", onward: "Choose a model",
  },
  files: {
    remove: "Leave out {{name}}", describes: "It holds no curve of its own; it describes the tests of other files.", why_one: "How this was recognised (one conclusion)", why_other: "How this was recognised ({{count}} conclusions)", correct: "State conditions", test: "Test", kind: "Kind of test", conditions: "Conditions", measured: "Measured",
    points_one: "{{responses}}; one reading", points_other: "{{responses}}; {{count}} readings", apply: "Apply",
  },
  source: { asked: "Answer the question here", title: "How the files are read", format: "Format", recognised: "Recognised from each file", apply: "Read the files again" },
  forms: { commas: "Several are separated by commas.", remove: "Remove", add: "Add", notStated: "not stated", noNumber: "This is not a number", wrong: "{{what}}; expected: {{expected}}", default: "{{about}} (default: {{usual}})", range: "{{about}} ({{from}} to {{to}})", rangeDefault: "{{about}} ({{from}} to {{to}}; default {{usual}})" },
  charts: { residual: "Measured − model", measured: "Measured", model: "Model", band: "95 % band", readable: "{{title}}. Arrow keys read the values, + and − zoom, 0 shows all.", readableOnly: "{{title}}. Arrow keys read the values.", whole: "Show all", hint: "Point at a curve to read its values. Drag a box to enlarge it, or zoom by Ctrl and the wheel or with two fingers; a double click shows all.", fitTitle: "{{response}}, {{kind}}: {{tests}}", residualTitle: "Measured minus model, {{response}}, {{kind}}: {{tests}}" },
  model: {
    title: "Choose a model", fitting: "These models can compute your tests ({{kinds}}).", noneFits: "No model of this server can compute all of these kinds of test together. Leave out files of one kind.", usual: "usual choice", parameters_one: "One parameter without a default:", parameters_other: "{{count}} parameters without a default:",
    preset: "What to estimate", presetWhy: "A choice of parameters that belongs to the model; the next step can change it.", onward: "See what the tests can tell",
  },
  parameters: {
    title: "What these tests can determine", lead: "Tick what is to be estimated and say what is known of it before. The last column says whether your tests can tell it, before anything is estimated.", proposing: "Reading the data and proposing a study…", notValid: "The study cannot be used like this",
    well_one: "one parameter can be determined well", well_other: "{{count}} parameters can be determined well", weakly_one: "one weakly", weakly_other: "{{count}} weakly", not_one: "one not at all", not_other: "{{count}} not at all",
    table: "Parameters of the model", parameter: "Parameter", before: "Known before", determined: "Can these tests tell it?", estimateIt: "Estimate {{name}}", heldAt: "Value of {{name}}", held: "held at", unfold: "Show the {{count}} parameters that are held", byModel: "as the model has it", options: "Options of the model", text: "The study file", textWhy: "Everything above edits this text. It is what is kept, run and downloaded.",
    reset: "Back to what was proposed", onward: "Choose how to estimate",
  },
  determinable: { working: "Working it out…", well: "Well", weakly: "Weakly", not: "Not", within: "about ±{{share}} of its value", noBound: "no useful bound", tied: "It trades off against {{name}}." },
  prior: {
    title: "What the data added", help: "Grey: what was thought possible before the data. Coloured span: the 95 % interval after them. Line: the estimate. A narrow span in a wide grey area was learnt from the data; orange was not.", titleOf: "{{name}}: estimate {{value}}, 95 % interval {{interval}}, before the data {{prior}}",
    shapeOf: "What is known of {{name}}", fieldOf: "{{name}}, {{field}}", shape: { uniform: "range", "log-uniform": "range, log scale", normal: "about a value", "log-normal": "about a value, log scale" },
    min: "smallest", max: "largest", mean: "mean", median: "median", sd: "standard deviation", short: { min: "from", max: "to", mean: "mean", median: "mid", sd: "±" },
  },
  states: { title: "Unknown conditions of specimens", lead: "No file states {{names}}, and the model cannot do without: each is estimated with the parameters. State it with the data if you know it." },
  noise: { title: "How exact the measurements are", lead: "The standard deviation of a reading. It decides how sure the answer is, and how curves of different kinds weigh against each other.", relative: "Share of the largest reading", absolute: "Plus a fixed part" },
  estimate: {
    title: "How to estimate", lead: "One way is enough; with several you see whether they agree. The first is the main one.", name: "Name of the study", samples: "Simulations to learn from", samplesWhy: "More make networks sharper and training longer.", chooseOne: "Choose at least one way.", chosen_one: "One way chosen.", chosen_other: "{{count}} ways chosen.",
    start: "Estimate", main: "main result", polish: "Then improve its answer with least squares",
    settings: "Settings: {{name}}", changed_one: "Settings: {{name}} (one changed)", changed_other: "Settings: {{name}} ({{count}} changed)", defaults: "Back to the defaults", wrong: "A setting cannot be used; it is marked at its field.",
  },
  run: {
    title: "Run", study: "Its study", progress: "Progress", queued: "It waits for its turn.", begins: "It begins…", cancel: "Cancel", retry: "Try again", wasCancelled: "It was cancelled. What was finished is kept: trying again goes on from there.", lost: "The connection to the server is lost. The run goes on there; this page connects again by itself.", leave: "You can close this page: the run goes on, and this address shows it.",
    status: { queued: "Waiting", running: "Running", done: "Done", failed: "Failed", cancelled: "Cancelled", stopping: "Stopping" },
  },
  verdict: {
    well: "Good match", roughly: "Rough match", badly: "Poor match", unfinished: "Not converged", unknown: "Not verified", misfit: "{{share}} in {{response}}", match: "Typical difference relative to the largest measured value: {{misfits}}.", unreliable: "Neither its values nor its intervals are to be used.", all: "The data determine all {{count}} parameters.", some: "The data determine {{known}} of {{count}} parameters; not {{open}}.",
  },
  values: {
    parameter: "Parameter", value: "Value", interval: "95 % interval", prior: "Before the data", determined: "Determined", yes: "yes", no: "no", notToBeUsed: "not to be used", held: "Held:", noReason: "The estimator gave no reason.", misses: "The curves with these values miss the data.",
  },
  result: {
    none: "The study names no estimator.", estimators: "Estimators", warnings: "What to look at", parameters: "Parameters", fit: "The model over the data", fitHelp: "Points: measured. Lines: the model with these parameters. Shaded: where its curve lies with 95 % probability.",
    residuals: "What is left", residualsHelp: "Scattered about zero: noise. A bow: something the model cannot follow.", made: "How this was made", model: "Model", estimator: "Estimator", simulations: "Simulations", message: "How it ended", uncertainty: "Intervals", version: "Made by", seed: "seed",
  },
  pairs: {
    title: "How the parameters vary together", dots: "Dots are draws of what the parameters may be.", below: "Below the diagonal each pair: ellipses hold 50 % and 95 %. A long slanted shape is a pair of which the data know a combination better than the two values.",
    diagonal: "On the diagonal each parameter by itself, over its peak, with its 95 % interval as a bar. Grey: what was thought possible before; a grey edge: what was not.",
    above: "Above it the correlations. Near 1 (blue): raising both leaves the curves almost unchanged. Near −1 (orange): raising one and lowering the other does. Take tied values together from one estimate; never mix them with values from another.",
    some: "Here is room for {{shown}} of {{count}} parameters: those that are tied most, unless you choose others", choose: "Choose the parameters of the picture", titleOf: "Pair plot of {{count}} parameters.",
  },
  correlation: { title: "Correlations of all parameters", titleOf: "Correlations of all {{count}} parameters", tiedTitle: "Tied beyond 0.9:", tied: "Correlations beyond 0.9: {{pairs}}", noneTied: "No pair is tied beyond 0.9." },
  comparison: { title: "The estimators side by side", step: "{{name}}, first step", table: "Values by estimator", help: "A dot is a value, a bar its 95 % interval; the dashed line carries the main estimate through the others. Where intervals do not overlap, find out why before using the values.", misfit: "{{response}}, typical difference", simulations: "Simulations", seconds: "Time" },
  training: { title: "How the networks learnt", epoch: "Epoch", loss: "Loss", learnt: "training", heldBack: "validation", help: "The loss is the network's own measure of error. Where the line of samples held back rises while the other falls, the network learns its samples by heart.", titleOf: "Loss of {{name}} while it learnt; at the end {{loss}}" },
  downloads: {
    title: "Take it along", report: "Open the report", reportFile: "Download the report", format: "Parameters for", settings: "Settings of the format", export: "Export for {{name}}", study: "Download the study file", copy: "Copy a link to this result", copied: "Copied", share: "Whoever reaches this server, with a token where it asks for one, sees the same.", again: "Change the study and run it again", explore: "Move its parameters and watch the curves",
  },
  study: { title: "Study", pairs: "Measured pairs", run: "Run it", change: "Change it", text: "The study file" },
  settings: {
    title: "Settings", language: "Language", theme: "Colours", themes: { auto: "As the system", light: "Light", dark: "Dark" }, units: "Units", unitsWhy: "For what is shown here. The work is done, and files are written, in the units of the model.", asModel: "as the model", unit: { strain: "Strains", pressure: "Pressures", voltage: "Voltages", current: "Currents", temperature: "Temperatures", time: "Times", length: "Lengths" },
    token: "Access", noToken: "Leave it empty where the server asks for none.", keep: "Keep",
  },
  explore: exploreEn,
} as const;
