/** What Explore says of what it cannot do. */
export const explore: Readonly<Record<string, string>> = {
  "this page cannot simulate \"{id}\" by itself": "本页面不能自行模拟“{id}”",

  "trained estimator": "训练好的估计方法",
  "the file is damaged": "文件已损坏",
  "Load the page again": "请重新加载页面",
  "this page cannot load one of \"{estimator}\"": "本页面不能加载“{estimator}”训练的估计方法",

  "the network knows {model}, and the model chosen is {id}": "网络针对 {model} 训练，而所选模型为 {id}",
  "the model {model}": "模型 {model}",
  "there is no {protocol} test with {conditions}; there are {have}": "没有条件为{conditions}的{protocol}试验；现有{have}",
  "one test each with {tests}": "下列条件各一个试验：{tests}",
  "trained network": "训练好的网络",
  "Use least squares, which takes any tests, or train a network for yours with inversa train": "请使用最小二乘法（适用于任何试验），或用 inversa train 针对您的试验训练网络",

  "there is no scene to simulate": "没有可模拟的内容",
  "a scene with tests that the model accepts": "含有该模型可接受的试验的内容",
  "this page": "本页面",

  "this page asks trained networks and trains none": "本页面只询问训练好的网络，不作训练",
  "a network that was trained elsewhere": "在别处训练好的网络",
  "Train it with inversa train": "请用 inversa train 训练",

  "the equations of {1} are on the server": "{1} 的方程在服务器上",
  "this model": "此模型",
  "a model that this page can run": "本页面能够运行的模型",
  "Make a study of your files, and let the server estimate": "请用您的文件建立研究，由服务器进行估计",

  "there is no measured curve to compare with": "没有可比较的实测曲线",
  "data files with at least one curve": "至少含一条曲线的数据文件",
  "Open your files first": "请先打开您的文件",

  "the worker could not be loaded": "无法加载计算线程",
};
