/** What the plugin source-csv says. */
export const sourceCsv: Readonly<Record<string, string>> = {
  "vertical bar": "竖线",
  "columns separated by {1}": "列分隔符为{1}",
  "the file's first line says so": "文件第一行如此说明",
  "only so its rows become numbers": "只有这样各行才成为数字",

  "CSV and other delimited text": "CSV 等分隔文本",
  "Tables of readings as laboratories export them: any delimiter, decimal sign, encoding and unit; several tests in a file or one file a test.": "试验室导出的读数表格：任何分隔符、小数点、编码和单位；一个文件可含多个试验，也可每个试验一个文件。",

  "a table of numbers with headings": "带列标题的数字表格",

  "a table of records with headings": "带列标题的记录表",
  "its first row holds no headings": "其第一行不是列标题",
  "a name for each column in the first row": "第一行为每列写一个名称",
  "there are no records below the headings": "列标题下没有记录",
  "one row a record": "每条记录一行",

  "its quotes do not pair up ({1})": "其引号不成对（{1}）",
  "every opening quote to be closed": "每个左引号都有对应的右引号",

  "Comma": "逗号",
  "Semicolon": "分号",
  "Tabulator": "制表符",
  "Vertical bar": "竖线",
  "One or more blanks": "一个或多个空格",
  "What separates columns": "列分隔符",
};
