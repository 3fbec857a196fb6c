/** What the plugin source-xlsx says. */
export const sourceXlsx: Readonly<Record<string, string>> = {
  "Spreadsheet workbook": "电子表格（Excel 等）",
  "Sheets of readings as laboratories keep them in Excel or LibreOffice: header blocks, unit rows, formulas, percentages; a sheet a test or several tests on a sheet.": "试验室在 Excel 或 LibreOffice 中的读数工作表：表头、单位行、公式、百分数；每个工作表一个试验，或一个工作表含多个试验。",

  "it has no sheet {1}": "没有工作表 {1}",
  "one of {sheets}": "{sheets} 之一",
  "Correct the setting sheets": "请改正设置 sheets",
  "hidden sheets are not read: {hidden}; name them in sheets to read them": "未读取隐藏的工作表：{hidden}；如需读取请在 sheets 中指定",

  "Name of a sheet": "工作表名称",
  "Sheets to read, hidden ones included; empty: every sheet that is not hidden": "要读取的工作表（含隐藏的）；留空则读取所有未隐藏的工作表",

  "sheet \"{name}\": {hidden} hidden rows are read like the others": "工作表“{name}”：{hidden} 个隐藏行与其他行一样读取",
  "{place}, cell {column}{3}": "{place}，单元格 {column}{3}",
  "the formula \"={1}\" has no stored result{2}": "公式 \"={1}\" 没有保存的结果{2}",
  ", nor have {1} others": "，另有 {1} 个也没有",
  "a workbook as a spreadsheet program saves it": "由表格软件保存的工作簿",
  "Open it in a spreadsheet program and save it again": "请用表格软件打开后重新保存",

  "Open it in a spreadsheet program and save it as .xlsx": "请用表格软件打开并另存为 .xlsx",
  "it is in the binary format of Excel 97 to 2003": "它是 Excel 97 至 2003 的二进制格式",
  "it is protected by a password, or a binary workbook under another name": "它有密码保护，或是使用其他名称的二进制工作簿",
  "{saveAs}, without a password": "{saveAs}，不设密码",
  "it is no workbook, whatever its name says": "无论名称如何，它不是工作簿",
  "If it is text, give it the ending .csv": "如果是文本，请使用扩展名 .csv",
  "the end of the file is missing": "文件末尾缺失",
  "Copy or download it again": "请重新复制或下载",
  "Delete sheets and pictures that hold no readings, or export the readings as CSV": "请删除没有读数的工作表和图片，或将读数导出为 CSV",
  "it is in Excel's binary format .xlsb": "它是 Excel 的二进制格式 .xlsb",
  "it is an OpenDocument file, of which only the numbers could be read and not which of them are percentages": "它是 OpenDocument 文件，只能读取数字而不能判断哪些是百分数",
  "it is a package without a workbook in it": "它是压缩包，其中没有工作簿",
  "the workbook is damaged ({1})": "工作簿已损坏（{1}）",
  "Open it in a spreadsheet program, let it repair the file, and save it again": "请用表格软件打开，让其修复后重新保存",
};
