import { useTranslation } from "react-i18next";
import { Link } from "wouter";

export function NotFoundScreen() {
  const { t } = useTranslation();
  return <div className="screen"><h1>{t("notFound.title")}</h1><p>{t("notFound.text")} <Link href="/">{t("notFound.start")}</Link></p></div>;
}
