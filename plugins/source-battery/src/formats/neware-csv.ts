import type { TextFormat } from "../text/format.ts";

/** Neware's CSV exports, English or Chinese, flat or in three levels (cycle, step, record), often in GBK. `Time` is a clock of the step. Charging is positive. */
export const newareCsv: TextFormat = {
  id: "neware-csv",
  name: "Neware CSV export",
  marks: /^(datapoint|record (id|index)|cumulative time.*|d?chg\.? ?cap.*|relative time.*|.*(循环|工步|电压|电流|步次).*|step type|realtime|total time.*)$/im,
  convention: "charge-positive",
  columns: {
    testTime: { names: ["Cumulative Time", "Total Time", "TotalTime", "Test Time", "总时间", "测试时间", "累计时间"], unit: "s" },
    stepTime: { names: ["Time", "Relative Time", "Step Time", "StepTime", "State Time", "步次时间", "相对时间", "时间", "工步时间"], unit: "s" },
    clock: { names: ["Date", "Realtime", "Real Time", "DateTime", "Absolute Time", "绝对时间", "系统时间", "日期"], unit: "s" },
    voltage: { names: ["Voltage", "电压"] },
    current: { names: ["Current", "电流", "Cur"] },
    state: { names: ["Step Type", "Step Name", "Status", "State", "工步类型", "工步名称", "状态", "工作模式"] },
    step: { names: ["Step Index", "Step ID", "Step", "工步序号", "工步号", "工步"], unit: "1" },
    cycle: { names: ["Cycle Index", "Cycle ID", "Cycle", "循环序号", "循环号", "循环"], unit: "1" },
    chargeIn: { names: ["Chg. Cap.", "Chg.Capacity", "Charge Capacity", "充电容量"] },
    chargeOut: { names: ["DChg. Cap.", "DChg.Capacity", "Discharge Capacity", "放电容量"] },
    charge: { names: ["Capacity", "容量", "CapaCity"] },
    temperature: { names: ["Temperature", "T1", "Aux. Temperature", "温度", "T1(℃)"], unit: "Cel" },
  },
};
