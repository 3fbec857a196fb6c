/** What the plugin export-battery says. */
export const exportBattery: Readonly<Record<string, string>> = {
  "title of the file; the cell's name and what was estimated unless given": "文件的标题；未给出时为电池名称和所估计的参数",
  "format bpx": "格式 bpx",
  "the estimate does not say which cell it is of": "估计结果没有说明是哪个电池",
  "an estimate whose options name a cell": "选项中指明了电池的估计结果",
  "Estimate again with this version": "请用此版本重新估计",
  "options of the estimate": "该估计结果的选项",
  "The cell with the estimated parameters as a BPX 1.1 file, for PyBaMM and other simulators that read the Battery Parameter eXchange format.": "含估计参数的电池，BPX 1.1 文件，供 PyBaMM 等读取 Battery Parameter eXchange 格式的程序使用。",
  " (95 %: {1} to {2})": "（95 %：{1} 至 {2}）",
};
