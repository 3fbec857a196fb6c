import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import "./steps.css";

const steps = ["data", "model", "parameters", "estimate"] as const;
export type Step = (typeof steps)[number];
const addresses: Readonly<Record<Step, string>> = { data: "/new", model: "/new/model", parameters: "/new/parameters", estimate: "/new/estimate" };

/** The way from files to a result. What has been passed can be gone back to. @param reached The farthest step that what is known leads to. */
export function Steps({ at, reached, search }: { readonly at: Step; readonly reached: Step; readonly search: string }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("steps.label")} className="no-print">
      <ol className="steps">
        {steps.map((step, i) => (
          <li key={step} data-state={step === at ? "here" : i < steps.indexOf(at) ? "done" : "ahead"}>
            {step !== at && i <= steps.indexOf(reached) ? <Link href={`${addresses[step]}?${search}`}>{t(`steps.${step}`)}</Link> : <span aria-current={step === at ? "step" : undefined}>{t(`steps.${step}`)}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
