/** The model of the demo's study; variants without it have no demo. */
export const demoModel = "soil/duncan-chang-eb";

/** The measured files that ship for it, in `data/demo`. */
export const demoFiles = ["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv"] as const;
