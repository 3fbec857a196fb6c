import type { Identifiability } from "@inversa/server/api";
import { formatPercent } from "@inversa/report";
import { useTranslation } from "react-i18next";

/** Whether the tests can tell a parameter, in a word and a sentence. */
export function Determinable({ name, identifiability }: { readonly name: string; readonly identifiability: Identifiability | undefined }) {
  const { t } = useTranslation();
  if (identifiability === undefined) return <span className="quiet">{t("determinable.working")}</span>;
  const found = identifiability.parameters.find((one) => one.name === name);
  if (found === undefined) return null;
  const { verdict, relativeSd: { median }, with: partner } = found;
  // What is infinite comes as null through JSON.
  const size = typeof median === "number" && median < 3 ? t("determinable.within", { share: formatPercent(median) }) : t("determinable.noBound");
  return (
    <span className="determinable">
      <span className="verdict" data-verdict={verdict}>{t(`determinable.${verdict}`)}</span>
      <span className="quiet">{size}{verdict !== "well" && partner && Math.abs(partner.correlation) > 0.7 ? ` ${t("determinable.tied", { name: partner.name })}` : ""}</span>
    </span>
  );
}
