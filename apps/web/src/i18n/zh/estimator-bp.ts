/** What the plugin estimator-bp says. */
export const estimatorBp: Readonly<Record<string, string>> = {
  "a hidden layer": "一个隐藏层",
  "hidden layers from input to output; the output layer is linear": "从输入到输出的隐藏层；输出层为线性",
  "scaling of the curves' points": "曲线各点的归一化",
  "Back-propagation network": "BP 神经网络",
  "Fully connected network from all points of all curves to the parameters: the first choice for a few smooth curves.": "由所有曲线的所有点到参数的全连接网络：曲线不多且光滑时的首选。",
};
