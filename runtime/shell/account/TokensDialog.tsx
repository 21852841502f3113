import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, get, post, remove } from "#runtime/data/client.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { Button } from "#shared/ui/Button.tsx";
import { Checkbox } from "#shared/ui/Checkbox.tsx";
import { CopyText } from "#shared/ui/CopyText.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { Select } from "#shared/ui/Select.tsx";
import { SkeletonLines } from "#shared/ui/Skeleton.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { RequestError } from "../ErrorPage.tsx";
import css from "./account.module.css";

interface Token {
  id: string;
  name: string;
  scope: { workspaces?: string[]; readOnly?: boolean };
  created_at: string;
  expires_at: string | null;
}

const key = ["tokens"] as const;
const DAY = 86_400_000;
const LIVES = ["30", "90", "365", "never"] as const;

/** One's API tokens: made (the secret is shown once), listed, revoked. */
export function TokensDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("shell");
  const client = useQueryClient();
  const tokens = useQuery({ queryKey: key, queryFn: async ({ signal }) => (await get<{ tokens: Token[] }>("/api/auth/tokens", { signal })).tokens });
  const revoke = useMutation({
    mutationFn: (id: string) => remove(`/api/auth/tokens/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
  return (
    <Dialog opened onClose={onClose} title={t("account.tokens")} width={560}>
      <div className={css.form}>
        <p className={css.lead}>{t("tokens.detail")}</p>
        <NewToken />
        {tokens.isError && <RequestError problem={tokens.error} onRetry={() => void tokens.refetch()} />}
        {tokens.isPending && <SkeletonLines />}
        {tokens.data?.length === 0 && <p className={css.none}>{t("tokens.none")}</p>}
        {tokens.data !== undefined && tokens.data.length > 0 && (
          <ul className={css.list}>
            {tokens.data.map((token) => (
              <li key={token.id} className={css.token}>
                <span className={css.name}>{token.name}</span>
                <TokenNote token={token} />
                <Button size="xs" look="danger" busy={revoke.isPending && revoke.variables === token.id} onClick={() => revoke.mutate(token.id)}>{t("tokens.revoke")}</Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

function TokenNote({ token }: { token: Token }) {
  const { t } = useTranslation("shell");
  const { language } = useWorkspace();
  const day = (moment: string): string => new Intl.DateTimeFormat(language === "zh-CN" ? "zh-CN" : "en-GB", { dateStyle: "medium" }).format(new Date(moment));
  const parts = [
    token.scope.readOnly === true ? t("tokens.readOnly") : t("tokens.all"),
    token.scope.workspaces?.join(", "),
    token.expires_at === null ? t("tokens.forever") : t("tokens.until", { day: day(token.expires_at) }),
  ].filter((part) => part !== undefined && part !== "");
  return <span className={css.note}>{parts.join(" · ")}</span>;
}

function NewToken() {
  const { t } = useTranslation("shell");
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [readOnly, setReadOnly] = useState(false);
  const [here, setHere] = useState(true);
  const [life, setLife] = useState<string>("90");
  const make = useMutation({
    mutationFn: () =>
      post<Token & { token: string }>("/api/auth/tokens", {
        name: name.trim(),
        scope: { ...(here && { workspaces: [slug] }), ...(readOnly && { readOnly: true }) },
        ...(life !== "never" && { expires: new Date(Date.now() + Number(life) * DAY).toISOString() }),
      }),
    onSuccess: () => {
      setName("");
      return client.invalidateQueries({ queryKey: key });
    },
  });
  const failure = make.error instanceof ApiError ? make.error : null;
  function submit(event: FormEvent): void {
    event.preventDefault();
    make.mutate();
  }
  return (
    <>
      <form className={css.new} onSubmit={submit} noValidate>
        <TextInput label={t("tokens.name")} value={name} onChange={setName} placeholder={t("tokens.nameExample")} error={failure?.at("/name") ?? failure?.message} />
        <Select label={t("tokens.life")} clearable={false} value={life} onChange={(next) => setLife(next ?? "90")} options={LIVES.map((one) => ({ value: one, label: t(`tokens.life${one}`) }))} />
        <div className={css.boxes}>
          <Checkbox checked={here} onChange={setHere} label={t("tokens.here")} />
          <Checkbox checked={readOnly} onChange={setReadOnly} label={t("tokens.readOnly")} />
          <Button size="md" look="primary" type="submit" busy={make.isPending} disabledReason={name.trim() === "" ? t("tokens.nameMissing") : undefined}>{t("tokens.make")}</Button>
        </div>
      </form>
      {make.data !== undefined && <Note tone="success" title={t("tokens.once")}><CopyText text={make.data.token} /></Note>}
    </>
  );
}
