import { exploreZh } from "../explore/texts-zh.ts";
import type { en } from "./en.ts";
import type { Texts } from "./texts.ts";

export const zh: Texts<typeof en> = {
  shell: { skip: "跳到正文", navigation: "主导航", language: "语言", dark: "切换到深色", light: "切换到浅色", waiting: "请稍候……" },
  navigation: { start: "首页", explore: "探索", settings: "设置" },
  token: { title: "此服务器需要访问令牌", why: "令牌由服务器管理员提供，它决定您的工作区以及您可以进行的操作。", label: "访问令牌", kept: "令牌保存在本浏览器中，仅用于此地址，可在“设置”中删除。", use: "继续", look: "显示或隐藏令牌" },
  problem: { where: "位置", expected: "要求", next: "下一步", request: "服务器日志中的编号：", unreachable: "服务器没有响应", unreachableNext: "数据不会丢失，计算在服务器上继续进行。页面会自动重试；请确认服务器仍在运行。" },
  notFound: { title: "没有这个页面", text: "网址可能不完整。", start: "返回首页" },
  list: { comma: "、", stop: "。", afterwards: "，再用" },
  start: {
    title: "由实测曲线求模型参数", lead: "放入试验文件：立即看到曲线和识别结果，选择模型，了解这些试验能够确定哪些参数，并得到参数及其不确定性。",
    formats: "{{formats}}；可一次放入多个文件", noFiles: "手头没有文件？", demo: "用随附的三个三轴试验试一试", studies: "最近的研究", runs: "最近的计算", run: "计算", none: "暂无内容。",
  },
  drop: { title: "将实测文件拖放到此处，或点击选择", more: "添加更多文件：拖放到此处，或点击选择" },
  steps: { label: "步骤", data: "数据", model: "模型", parameters: "参数", estimate: "反演" },
  data: {
    title: "您的数据", none: "没有选择文件。", reading: "正在读取文件……", together: "这些文件不能一起读取", files_one: "1 个文件", files_other: "{{count}} 个文件", ready_one: "1 个试验已就绪。", ready_other: "{{count}} 个试验已就绪。", notReady: "还有问题需要先解决。", onward: "选择模型",
  },
  files: {
    remove: "去掉 {{name}}", describes: "此文件不含曲线，它说明其他文件中的试验。", why_one: "识别依据（1 条）", why_other: "识别依据（{{count}} 条）", correct: "填写试验条件", test: "试验", kind: "试验类型", conditions: "试验条件", measured: "实测量",
    points_one: "{{responses}}；1 个读数", points_other: "{{responses}}；{{count}} 个读数", apply: "应用",
  },
  source: { asked: "请在此回答问题", title: "文件的读取方式", format: "格式", recognised: "由文件自动识别", apply: "重新读取文件" },
  forms: { commas: "多个值用逗号分隔。", remove: "删除", add: "添加", notStated: "未说明", noNumber: "这不是数字", wrong: "{{what}}；应为：{{expected}}", default: "{{about}}（默认：{{usual}}）", range: "{{about}}（{{from}} 至 {{to}}）", rangeDefault: "{{about}}（{{from}} 至 {{to}}；默认 {{usual}}）" },
  charts: { residual: "实测 − 模型", measured: "实测", model: "模型", band: "95 % 范围", readable: "{{title}}。方向键读取数值，+ 和 − 缩放，0 显示全部。", readableOnly: "{{title}}。方向键读取数值。", whole: "显示全部", hint: "指向曲线可读取数值。拖出方框可放大；按住 Ctrl 滚动滚轮或用两指可缩放；双击显示全部。", fitTitle: "{{response}}，{{kind}}：{{tests}}", residualTitle: "实测减模型，{{response}}，{{kind}}：{{tests}}" },
  model: {
    title: "选择模型", fitting: "以下模型能够计算您的试验（{{kinds}}）。", noneFits: "此服务器上没有一个模型能同时计算所有这些试验类型。请去掉其中一类文件。", usual: "常用", parameters_one: "1 个无默认值的参数：", parameters_other: "{{count}} 个无默认值的参数：",
    preset: "要估计的参数", presetWhy: "模型自带的参数组合，下一步可以修改。", onward: "查看试验能确定什么",
  },
  parameters: {
    title: "这些试验能够确定哪些参数", lead: "勾选要估计的参数，并给出事先已知的范围。最后一列说明您的试验能否确定该参数，此时尚未进行任何反演。", proposing: "正在读取数据并拟定研究方案……", notValid: "此研究方案不能使用",
    well_one: "1 个参数能够很好地确定", well_other: "{{count}} 个参数能够很好地确定", weakly_one: "1 个只能大致确定", weakly_other: "{{count}} 个只能大致确定", not_one: "1 个不能确定", not_other: "{{count}} 个不能确定",
    table: "模型参数", parameter: "参数", before: "事先已知", determined: "试验能否确定？", estimateIt: "估计 {{name}}", heldAt: "{{name}} 的取值", held: "固定为", unfold: "显示其余 {{count}} 个固定的参数", byModel: "由模型给出", options: "模型选项", text: "研究文件", textWhy: "以上所有操作都修改这段文本；保存、计算和下载的就是它。",
    reset: "恢复为拟定的方案", onward: "选择反演方法",
  },
  determinable: { working: "正在分析……", well: "很好", weakly: "大致", not: "不能", within: "约为其值的 ±{{share}}", noBound: "没有有用的界限", tied: "它与 {{name}} 相互补偿。" },
  prior: {
    title: "数据带来的信息", help: "灰色：看到数据之前认为可能的范围。彩色：看到数据之后的 95 % 区间。竖线：估计值。灰色宽而彩色窄，说明参数由数据得出；橙色表示数据没有确定该参数。", titleOf: "{{name}}：估计值 {{value}}，95 % 区间 {{interval}}，事先 {{prior}}",
    shapeOf: "{{name}} 的先验", fieldOf: "{{name}}，{{field}}", shape: { uniform: "范围", "log-uniform": "范围（对数）", normal: "某值附近", "log-normal": "某值附近（对数）" },
    min: "最小值", max: "最大值", mean: "均值", median: "中位数", sd: "标准差", short: { min: "从", max: "到", mean: "均值", median: "中值", sd: "±" },
  },
  states: { title: "试样的未知条件", lead: "文件中没有说明{{names}}，而模型需要它：它将与参数一起估计。如果已知，请在数据中填写。" },
  noise: { title: "测量的精度", lead: "单个读数的标准差。它决定结果的可信程度，以及不同曲线之间的权重。", relative: "占最大读数的比例", absolute: "另加固定部分" },
  estimate: {
    title: "反演方法", lead: "一种方法即可；选几种可以看它们是否一致。第一种为主要结果。", name: "研究名称", samples: "用于学习的模拟次数", samplesWhy: "越多则网络越精确，训练时间越长。", chooseOne: "请至少选择一种方法。", chosen_one: "已选 1 种方法。", chosen_other: "已选 {{count}} 种方法。",
    start: "开始反演", main: "主要结果", polish: "再用最小二乘法改进其结果",
    settings: "设置：{{name}}", changed_one: "设置：{{name}}（已改 1 项）", changed_other: "设置：{{name}}（已改 {{count}} 项）", defaults: "恢复默认值", wrong: "有设置不能使用，已在相应字段标出。",
  },
  run: {
    title: "计算", study: "所属研究", progress: "进度", queued: "正在排队。", begins: "即将开始……", cancel: "取消", retry: "重试", wasCancelled: "计算已取消。已完成的部分会保留，重试时从那里继续。", lost: "与服务器的连接已断开。计算仍在服务器上进行，页面会自动重新连接。", leave: "可以关闭此页面：计算会继续进行，此网址随时可以查看。",
    status: { queued: "排队中", running: "计算中", done: "完成", failed: "失败", cancelled: "已取消", stopping: "正在停止" },
  },
  verdict: {
    well: "吻合良好", roughly: "大致吻合", badly: "吻合不佳", unfinished: "未收敛", unknown: "未经检验", misfit: "{{response}} {{share}}", match: "相对于最大实测值的典型差异（均方根）：{{misfits}}。", unreliable: "其取值和区间都不应使用。", all: "数据确定了全部 {{count}} 个参数。", some: "数据确定了 {{count}} 个参数中的 {{known}} 个；未能确定：{{open}}。",
  },
  values: {
    parameter: "参数", value: "取值", interval: "95 % 区间", prior: "事先已知", determined: "是否确定", yes: "是", no: "否", notToBeUsed: "不应使用", held: "固定值：", noReason: "反演方法没有给出原因。", misses: "用这些取值算得的曲线与数据不符。",
  },
  result: {
    none: "研究文件中没有指定反演方法。", estimators: "反演方法", warnings: "需要注意", parameters: "参数", fit: "模型与数据对比", fitHelp: "点：实测。线：采用这些参数的模型。阴影：曲线以 95 % 概率所在的范围。",
    residuals: "残差", residualsHelp: "在零附近分散：噪声。呈弓形：模型无法描述的部分。", made: "结果的由来", model: "模型", estimator: "反演方法", simulations: "模拟次数", message: "结束情况", uncertainty: "区间", version: "软件", seed: "随机种子",
  },
  pairs: {
    title: "参数之间的相互关系", dots: "散点是参数可能取值的抽样。", below: "对角线以下是每一对参数：椭圆分别包含 50 % 和 95 % 的概率。狭长倾斜的形状表示数据只能较好地确定两者的某种组合，而不是各自的取值。",
    diagonal: "对角线上是每个参数自身的分布（以峰值为 1），横条为 95 % 区间。灰色：看到数据之前认为可能的范围；灰色边缘：认为不可能的范围。",
    above: "对角线以上是相关系数。接近 1（蓝色）：两者同时增大，曲线几乎不变。接近 −1（橙色）：一个增大、另一个减小，曲线几乎不变。相互关联的取值必须取自同一次估计，不要与其他结果混用。",
    some: "此处只能显示 {{count}} 个参数中的 {{shown}} 个：默认为关联最强的几个，可另行选择", choose: "选择图中的参数", titleOf: "{{count}} 个参数的成对关系图。",
  },
  correlation: { title: "全部参数的相关系数", titleOf: "全部 {{count}} 个参数的相关系数", tiedTitle: "相关系数超过 0.9：", tied: "相关系数超过 0.9：{{pairs}}", noneTied: "没有一对参数的相关系数超过 0.9。" },
  comparison: { title: "各方法对比", step: "{{name}}（第一步）", table: "各方法的取值", help: "点为取值，横条为 95 % 区间；虚线为主要结果的取值。区间不重叠时，请先查明原因再使用。", misfit: "{{response}}，典型差异", simulations: "模拟次数", seconds: "用时" },
  training: { title: "网络的学习过程", epoch: "轮次", loss: "损失", learnt: "训练", heldBack: "验证", help: "损失是网络自身的误差指标。若留出样本的曲线上升而另一条下降，说明网络在死记样本。", titleOf: "{{name}} 学习过程中的损失；最终为 {{loss}}" },
  downloads: {
    title: "下载与分享", report: "打开报告", reportFile: "下载报告", format: "参数导出到", settings: "导出选项", export: "导出到 {{name}}", study: "下载研究文件", copy: "复制此结果的链接", copied: "已复制", share: "能访问此服务器的人（需要令牌时凭令牌）看到的内容相同。", again: "修改研究并重新计算", explore: "拖动参数，观察曲线变化",
  },
  study: { title: "研究", pairs: "实测数据对", run: "计算", change: "修改", text: "研究文件" },
  settings: { title: "设置", language: "语言", theme: "颜色", themes: { auto: "跟随系统", light: "浅色", dark: "深色" }, units: "单位", unitsWhy: "仅用于页面显示；计算和导出仍采用模型自身的单位。", asModel: "与模型一致", unit: { strain: "应变", pressure: "压力", voltage: "电压", current: "电流", temperature: "温度", time: "时间", length: "长度" }, token: "访问", noToken: "服务器不需要令牌时请留空。", keep: "保存" },
  explore: exploreZh,
};
