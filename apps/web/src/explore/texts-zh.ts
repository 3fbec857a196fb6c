import type { Texts } from "../i18n/texts.ts";
import type { exploreEn } from "./texts-en.ts";

export const exploreZh: Texts<typeof exploreEn> = {
  title: "探索", lead: "拖动参数，曲线随之变化：模型就在本页面中运行。",
  siteTitle: "在您的曲线上探索模型", siteLead: "一切都在本页面中进行：没有服务器，不上传文件。放入文件，拖动滑块，拟合，或询问随页面提供的网络。",
  sample: "使用示例数据", ask: "询问网络", askAbout: "由 100、200、400 kPa 排水三轴模拟试验训练的网络，立即给出答案",
  openEstimate: "在“探索”中亲手改变参数",
  opening: "正在打开模型……", failed: "此浏览器无法运行该模型", another: "换一个模型",
  model: "模型", protocol: "试验类型", domains: { soil: "土", battery: "电池" },
  pictures: "曲线", shown: "显示的曲线",
  parameters: "参数", more: "其余 {{count}} 个", reset: "复位", resetAbout: "所有参数回到最初的值", resetOne: "{{name}} 复位", undo: "撤销", undoAbout: "回到上一次移动或拟合之前", unset: "未设定", outside: "请输入 {{min}} 至 {{max}} 之间的数",
  hold: "固定", holdOne: "拟合时固定 {{name}}", holdAbout: "拟合时保持不变",
  conditions: "试验条件", addTest: "添加试验", removeTest: "删除 {{id}}", testNumber: "试验 {{n}}",
  data: "实测曲线", dropHere: "把数据文件拖到这里。文件只在本页面中读取，不会上传。", openFiles: "打开文件", forget: "不用数据", curves: "({{count}})",
  forAllFiles: "{{name}}：{{about}}，用于全部文件", readAgain: "重新读取",
  fit: "拟合", fitAbout: "从滑块当前位置开始作最小二乘;固定的参数不变", fitting: "正在拟合……", asking: "网络正在回答……", stop: "停止",
  pin: "固定曲线", pinAbout: "以虚线保留当前曲线以便比较", unpin: "取消固定", copy: "复制……", copied: "已复制", copyRequest: "inversa simulate 请求", copyFixed: "研究文件中的参数（fixed）", copyLink: "此画面的链接",
  foundByFit: "最小二乘", foundByNetwork: "网络的估计", misfit: "典型偏差为所设噪声的 {{misfit}} 倍。", noAnswer: "模型对这些值没有解。", took: "{{time}}", parameter: "参数", value: "值", interval: "95 % 区间",
  estimateFile: "下载估计结果", takeAbout: "研究文件包含读数，在装有 Inversa 的地方可直接运行；inversa export 可由估计结果生成任何格式。", takeStudy: "研究文件包含读数，在装有 Inversa 的地方可直接运行。拟合之后还可下载报告和其他程序的文件。",
  test: "试验", end: "曲线终点", misfitOf: "{{response}} 的偏差", keyAbout: "各试验的偏差及曲线如何终止", chartAbout: "{{response}} 随 {{axis}} 的变化。偏差：{{misfit}}",
  ends: { reached: "到达终点", failure: "破坏", tension: "受拉", "cut-off": "截止", depleted: "耗尽", saturated: "饱和", "no-solution": "无解" },
};
