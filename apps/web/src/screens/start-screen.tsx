import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { sourcesQuery, variantQuery } from "../api/queries.ts";
import { DropPlace } from "../files/drop-place.tsx";
import { upload, uploadDemo } from "../files/upload.ts";
import { ErrorNote } from "../layout/problem-note.tsx";
import { RecentWork } from "../study/recent-work.tsx";
import { addressOf } from "../study/use-draft-address.ts";
import "./start-screen.css";
import { useWords } from "../display/use-words.ts";

/** Where everybody begins: files in, or on with what there is. */
export function StartScreen() {
  const { t } = useTranslation();
  const { said } = useWords();
  const [, go] = useLocation();
  const variant = useQuery(variantQuery);
  const sources = useQuery(sourcesQuery);
  const sending = useMutation({ mutationFn: (send: () => Promise<readonly string[]>) => send(), onSuccess: (files) => go(`/new?${addressOf({ files, apart: {} })}`) });
  return (
    <div className="screen">
      <div>
        <h1>{t("start.title")}</h1>
        <p className="measure lead">{t("start.lead")}</p>
      </div>
      {sending.isError && <ErrorNote error={sending.error} />}
      <DropPlace busy={sending.isPending} onFiles={(files) => sending.mutate(() => upload(files))}>
        {sources.data && <span className="quiet">{t("start.formats", { formats: sources.data.map(({ name }) => said(name)).join(t("list.comma")) })}</span>}
      </DropPlace>
      {variant.data?.demo === true && (
        <div className="demo"><span>{t("start.noFiles")}</span> <Button variant="default" loading={sending.isPending} onClick={() => sending.mutate(uploadDemo)}>{t("start.demo")}</Button></div>
      )}
      <RecentWork />
    </div>
  );
}
