/** What the plugin source-gds says. */
export const sourceGds: Readonly<Record<string, string>> = {
  "the volume changes by {1} % and the pore pressure by {2} kPa in stage {name}": "阶段 {name} 中体积变化 {1} %，孔隙水压力变化 {2} kPa",
  "drained shearing": "排水剪切",
  "undrained shearing": "不排水剪切",

  "no line holds the heading \"Stage Number\"": "没有一行含有列标题 \"Stage Number\"",
  "a data file as GDSLAB writes it": "GDSLAB 写出的数据文件",
  "If it is another laboratory's CSV file, read it with the source csv": "如果是其他试验室的 CSV 文件，请用数据源 csv 读取",

  "GDSLAB data file": "GDSLAB 数据文件",
  "Triaxial tests as GDSLAB logs them: saturation, consolidation and shearing in one file; the stages of shearing are the tests, with the specimen as consolidation has left it.": "GDSLAB 记录的三轴试验：饱和、固结和剪切在一个文件中；剪切阶段为试验，试样取固结后的状态。",

  "shearing in stage{1} {stages}": "阶段 {stages} 的剪切",

  "Number of a stage (4), or first and last of several that are one shearing (4-6)": "阶段编号（4），或属于同一次剪切的首末阶段（4-6）",
  "The stages in which the specimen is sheared, a test for each entry; empty: worked out": "试样被剪切的阶段，每项为一个试验；留空则自动判断",

  "stage {name}": "阶段 {name}",
  "header, less what the stage before stage {name} took": "文件头，减去阶段 {name} 之前阶段的变化",
  "Height after consolidation": "固结后高度",
  "Diameter after consolidation": "固结后直径",
  "Effective confining pressure": "有效围压",
  "Initial void ratio": "初始孔隙比",
  "dry mass, specific gravity and volume after consolidation": "干质量、比重和固结后体积",
  "strains counted from the start of shearing": "应变从剪切开始起算",
  "stage {name} is the first of the file": "阶段 {name} 是文件的第一个阶段",
  "the stage before it took {1} % of the height and {2} % of the volume": "其前一阶段消耗了高度的 {1} % 和体积的 {2} %",

  "consolidation changes the height of the specimen by more than half": "固结使试样高度变化超过一半",
  "axial strains in percent": "以百分数表示的轴向应变",
  "Look at the stage before shearing, or name the stages": "请检查剪切之前的阶段，或指定阶段",
  "radial less {1} pressure when shearing starts": "剪切开始时的径向压力减{1}压力",
  "Initial dry mass": "初始干质量",

  "neither \"Axial Strain\" nor \"Axial Displacement\" is logged": "既没有记录 \"Axial Strain\" 也没有记录 \"Axial Displacement\"",
  "the line \"Initial Height (mm)\" is blank and no axial strain is logged": "\"Initial Height (mm)\" 一行为空，且没有记录轴向应变",
  "how high was the specimen?": "试样的高度是多少？",
  "Fill in the line": "请填写该行",
  "it has no stage {1}": "没有阶段 {1}",
  "one of {numbers}": "{numbers} 之一",
  "Correct the setting stages": "请改正设置 stages",
  "setting stages": "设置 stages",
  "\"{entry}\" is no stage": "“{entry}”不是阶段",
  "a number such as 4, or 4-6": "4 之类的编号，或 4-6",
  "the file holds one stage": "文件只有一个阶段",
  "its axial strain changes by {range}, that of any other stage by at most {second}": "其轴向应变变化 {range}，其他阶段至多变化 {second}",
  "no stage changes the axial strain by {sheared}; the most do": "没有一个阶段的轴向应变变化达到 {sheared}；变化最大的为",
  "the specimen is strained or loaded in several stages:": "试样在几个阶段中受到压缩或加载：",
  "in which stage is it sheared?": "剪切在哪个阶段？",
  "Set stages to its number (stages={number}), or to first and last of several that are one shearing (stages={span})": "请将 stages 设为其编号（stages={number}），或属于同一次剪切的首末阶段（stages={span}）",
};
