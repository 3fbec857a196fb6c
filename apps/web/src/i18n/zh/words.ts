/** Words and pieces that sentences of several packages put into their holes. */
export const words: Readonly<Record<string, string>> = {
  "failure": "破坏", "tension": "受拉", "cut-off": "截止", "depleted": "耗尽", "saturated": "饱和", "no-solution": "无解", "reached": "到达终点",
  "queued": "排队中", "running": "计算中", "done": "完成", "failed": "失败", "cancelled": "已取消",
  "parameter": "参数", "parameters": "参数", "condition": "条件", "response": "响应量", "model": "模型", "estimator": "估计方法", "source": "数据源", "engine": "计算引擎", "exporter": "导出格式", "preset": "预设",
  "test": "试验", "tests": "试验", "step": "工步", "steps": "工步", "curve": "曲线", "curves": "曲线", "pulse": "脉冲", "pulses": "脉冲", "profile": "工况", "header": "文件头", "lines": "行", "readings": "读数", "a stub": "残段", "stubs": "残段",
  "a number": "数", "a name": "名称", "decimals": "小数", "percent": "百分数",
  "rises": "上升", "falls": "下降", "lowers": "降低", "raises": "提高", "takes": "承担", "adds": "增加", "give": "提供", "take": "接受", "taken": "放出", "charged": "充入", "states": "声明",
  "smaller": "更小", "larger": "更大", "more": "更大", "less": "更小", "lower": "下", "upper": "上", "above": "高", "below": "低",
  "never": "从不", "once": "一次", "it": "它", "them": "它们", "agree": "与之一致", "agrees": "与之一致",
  "negative": "负", "positive": "正", "empty": "耗尽", "full": "充满", "discharge": "放电", "charge": "充电", "energy": "能量", "power": "功率", "rest": "静置", "ambient ": "环境", "ambient": "环境",
  "axial": "轴向", "radial": "径向", "back": "反", "pore": "孔隙水", "drained": "排水", "undrained": "不排水",
  "strain (TRET_STRN)": "应变（TRET_STRN）", "a strain (TRET_STRN)": "应变（TRET_STRN）", "{1} % strain": "{1} % 应变", ", assumed": "，假定", " (barrel)": "（鼓形）",
  "given": "给定", "from the file name": "依据文件名", "a whole number from {least} to {most}": "{least} 至 {most} 之间的整数",
  "log scale": "对数", "within {from} to {to}": "限于 {from} 至 {to}", "at least {least}": "不小于 {least}", "at most {most}": "不大于 {most}",
  "expected {type}": "应为{type}", "expected {type}, received {given}": "应为{type}，实际为{given}", "string": "文本", "number": "数", "boolean": "true 或 false", "array": "列表", "record": "名称及其取值", "object": "对象",
  "what is {name} in {unit}?": "{name}是多少（单位 {unit}）？", "column {column}, {heading}": "第 {column} 列，{heading}", "columns {columns}": "{columns} 列",
  "{from} to {to}": "{from} 至 {to}", "{first} to {last}{3}": "{first} 至 {last}{3}",

  "thickness": "厚度",
  "{what}, negative electrode": "负极：{what}", "{what}, positive electrode": "正极：{what}", "{what}, separator": "隔膜：{what}", "{what}, electrolyte": "电解液：{what}",

  "simulate": "模拟", "simulate {what}": "模拟 {what}", "train {what}": "训练 {what}", "calibrate {what}": "校准 {what} 的区间", "estimate {what}": "估计：{what}", "fit {what}": "拟合 {what}", "evaluate {what}": "评价 {what}", "verify": "检验", "verify {what}": "检验 {what}",
};
