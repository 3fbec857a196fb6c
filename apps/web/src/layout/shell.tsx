import { Anchor, Group } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { screens } from "../screens.ts";
import { LanguageMenu } from "./language-menu.tsx";
import { Mark } from "./mark.tsx";
import { ThemeButton } from "./theme-button.tsx";
import { TokenGate } from "./token-gate.tsx";

/** What stands around every screen: the way to the content, the name, the navigation. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const client = useQueryClient();
  // A new screen begins at its top, and is where the keyboard and a screen reader go on.
  useEffect(() => {
    if (first.current) { first.current = false; return; }
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <>
      <Anchor href="#content" className="skip" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>{t("shell.skip")}</Anchor>
      <header className="bar">
        <Link href="/" className="brand"><Mark /><span>Inversa</span></Link>
        <nav aria-label={t("shell.navigation")} className="navigation">
          {screens.flatMap(({ path: to, navigation }) => navigation === undefined ? [] : [<Link key={to} href={to} aria-current={path === to ? "page" : undefined}>{t(`navigation.${navigation}`)}</Link>])}
        </nav>
        <Group gap="xs" wrap="nowrap"><LanguageMenu /><ThemeButton /></Group>
      </header>
      <main id="content" ref={main} tabIndex={-1} className="content">
        <TokenGate onGiven={() => void client.resetQueries()}>{children}</TokenGate>
      </main>
    </>
  );
}
