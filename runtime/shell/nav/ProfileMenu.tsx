import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useChangeMe, useMe, useSignOut } from "#runtime/data/session.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { Language } from "#shared/lib/label.ts";
import { Avatar } from "#shared/ui/Avatar.tsx";
import { Menu, type MenuEntry } from "#shared/ui/Menu.tsx";
import { useColorScheme } from "#shared/ui/scheme.ts";
import css from "./nav.module.css";

const PasswordDialog = lazy(async () => ({ default: (await import("../account/PasswordDialog.tsx")).PasswordDialog }));
const TokensDialog = lazy(async () => ({ default: (await import("../account/TokensDialog.tsx")).TokensDialog }));

/** Changes the language here and now, and for the next sign-in. */
export function useLanguageSwitch(): (language: Language) => void {
  const { i18n } = useTranslation("shell");
  const change = useChangeMe();
  return (language) => {
    void i18n.changeLanguage(language);
    change.mutate({ language });
  };
}

/** Oneself: language, light and dark, password, tokens, sign out. */
export function ProfileMenu({ rail }: { rail: boolean }) {
  const { t } = useTranslation("shell");
  const { viewer, language } = useWorkspace();
  const me = useMe().data;
  const { colorScheme, setColorScheme } = useColorScheme();
  const switchLanguage = useLanguageSwitch();
  const signOut = useSignOut();
  const [open, setOpen] = useState<"password" | "tokens" | null>(null);
  const schemes = ["light", "dark", "auto"] as const;
  const entries: MenuEntry[] = [
    { heading: me?.email ?? viewer.name },
    ...(["zh-CN", "en"] as const).map((one) => ({ key: one, label: t(`languageName.${one}`), checked: one === language, onSelect: () => switchLanguage(one) })),
    "line",
    ...schemes.map((scheme) => ({ key: scheme, label: t(`scheme.${scheme}`), checked: scheme === colorScheme, onSelect: () => setColorScheme(scheme) })),
    "line",
    { key: "password", label: t("account.changePassword"), onSelect: () => setOpen("password") },
    { key: "tokens", label: t("account.tokens"), onSelect: () => setOpen("tokens") },
    { key: "out", label: t("account.signOut"), onSelect: () => signOut.mutate() },
  ];
  return (
    <>
      <Menu label={t("account.menu")} entries={entries} side="top" width={224}>
        <button type="button" className={css.profile} aria-label={t("account.of", { name: viewer.name })}>
          <Avatar id={viewer.id} name={viewer.name} size={24} />
          {!rail && <span className={css.grow}>{viewer.name}</span>}
        </button>
      </Menu>
      {open !== null && (
        <Suspense fallback={null}>
          {open === "password" ? <PasswordDialog onClose={() => setOpen(null)} /> : <TokensDialog onClose={() => setOpen(null)} />}
        </Suspense>
      )}
    </>
  );
}
