/** What the plugin export-documents says. */
export const exportDocuments: Readonly<Record<string, string>> = {
  "begins parameters.csv with lines after # that say where it comes from and by which conventions; turn it off for readers that know no comments": "在 parameters.csv 开头以 # 行写明来源和约定；读取程序不支持注释时请关闭",
  "also writes curves.csv, measured and computed": "同时写出 curves.csv（实测与计算曲线）",
  "Three tables in RFC 4180 form: parameters.csv (every parameter with its interval), tests.csv (conditions, files and hashes), curves.csv (measured and computed). Texts that a spreadsheet would run as a formula are defused.": "三个 RFC 4180 表格：parameters.csv（各参数及其区间）、tests.csv（试验条件、文件和哈希值）、curves.csv（实测和计算曲线）。可能被表格软件当作公式执行的文本已作处理。",

  "one value a line; otherwise one line in all": "每行一个值；否则全部写成一行",
  "One object with provenance, conventions, cautions and every parameter by name: what a script needs to set up a model. The estimate's own file has the curves as well.": "一个包含来源、约定、注意事项和各参数的对象，供脚本建立模型使用。",

  "title of the report (default: the name of the study)": "报告标题（默认为研究名称）",
  "project that it belongs to, printed on the first page": "所属工程，印在首页",
  "who stands for it, printed on the first page": "负责人，印在首页",
  "Calibration report": "参数标定报告",
  "One HTML file laid out for A4: verdict, parameters, curves, what was not determined, and an appendix with conventions, study settings, measured data, input hashes and versions. Print it from any browser; --to pdf does that where one is installed.": "按 A4 排版的 HTML 文件：结论、参数、曲线、未能确定的内容，以及包含约定、研究设置、实测数据、输入哈希和版本的附录。可在任何浏览器中打印。",
};
