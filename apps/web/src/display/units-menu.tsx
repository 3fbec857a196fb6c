import { Button, Popover } from "@mantine/core";
import { useTranslation } from "react-i18next";
import "../forms/forms.css";
import { UnitFields } from "./unit-fields.tsx";

/** The choice of units where they are looked at. */
export function UnitsMenu() {
  const { t } = useTranslation();
  return (
    <Popover width={300} trapFocus returnFocus>
      <Popover.Target><Button size="sm" variant="default">{t("settings.units")}</Button></Popover.Target>
      <Popover.Dropdown><p className="quiet">{t("settings.unitsWhy")}</p><UnitFields /></Popover.Dropdown>
    </Popover>
  );
}
