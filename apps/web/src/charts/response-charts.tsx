import type { Estimate } from "@inversa/core";
import { asTitle, fitChart, measuredResponses, residualChart } from "@inversa/report";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { readingsOfCurves } from "./curve-readings.ts";
import { Figure } from "./figure.tsx";

/** One picture a kind of test and response: what was measured and, where there is an answer, the model's curves; or what is left between the two. */
export function ResponseCharts({ estimate, of }: { readonly estimate: Estimate; readonly of: "fit" | "residuals" }) {
  const { t, i18n } = useTranslation();
  const charts = useMemo(() => {
    const protocols = [...new Set(estimate.observations.map(({ protocol }) => protocol))];
    return protocols.flatMap((protocol) => measuredResponses(estimate, protocol).map((response) => {
      const option = of === "fit" ? fitChart(estimate, protocol, response) : residualChart(estimate, protocol, response);
      const words = { measured: t("charts.measured"), model: t("charts.model"), band: t("charts.band"), residual: t("charts.residual") };
      return { key: `${protocol} ${response}`, protocol, response, option: of === "residuals" ? titled(option, words.residual) : option, readings: readingsOfCurves(estimate, protocol, response, of, words) };
    }));
    // The words of the axes follow the language.
  }, [estimate, of, t, i18n.language]);
  return (
    <div className="charts">
      {charts.map(({ key, protocol, response, option, readings }) => {
        const kind = estimate.channels[protocol]?.name ?? protocol;
        const tests = estimate.observations.filter((one) => one.protocol === protocol && one.responses[response]).map(({ id }) => id).join(", ");
        return <Figure key={key} option={option} readings={readings} height={of === "fit" ? 340 : 240} caption={`${asTitle(response)} · ${kind}`} title={t(of === "fit" ? "charts.fitTitle" : "charts.residualTitle", { response: asTitle(response), kind, tests })} />;
      })}
    </div>
  );
}

/** The words of the vertical axis in the reader's language; symbol and unit stay. */
function titled(option: ReturnType<typeof residualChart>, words: string): ReturnType<typeof residualChart> {
  const axis = option.yAxis as { name?: string };
  return { ...option, yAxis: { ...axis, name: (axis.name ?? "").replace("Measured − model", words).replace(" in ", " ") } as NonNullable<typeof option.yAxis> };
}
