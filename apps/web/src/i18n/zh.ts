import { exploreZh } from "../explore/texts-zh.ts";
import type { en } from "./en.ts";
import type { Texts } from "./texts.ts";

export const zh: Texts<typeof en> = {
  shell: { skip: "跳到正文", navigation: "主导航", language: "语言", dark: "切换到深色", light: "切换到浅色", waiting: "请稍候……" },
  navigation: { start: "首页", explore: "探索", settings: "设置" },
  token: { title: "此服务器需要访问令牌", why: "令牌由服务器管理员提供，它决定您的工作区以及您可以进行的操作。", label: "访问令牌", kept: "令牌保存在本浏览器中，仅用于此地址，可在“设置”中删除。", use: "继续" },
  problem: { where: "位置", expected: "要求", next: "下一步", request: "服务器日志中的编号：", unreachable: "服务器没有响应", unreachableNext: "数据不会丢失，计算在服务器上继续进行。页面会自动重试；请确认服务器仍在运行。" },
  notFound: { title: "没有这个页面", text: "网址可能不完整。", start: "返回首页" },
  start: { title: "由实测曲线求模型参数", studies: "最近的研究", none: "暂无内容。" },
  settings: { title: "设置", language: "语言", theme: "颜色", themes: { auto: "跟随系统", light: "浅色", dark: "深色" }, token: "访问", noToken: "服务器不需要令牌时请留空。", keep: "保存" },
  explore: exploreZh,
};
