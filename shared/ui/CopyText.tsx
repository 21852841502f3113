import Check from "lucide-react/icons/check";
import Copy from "lucide-react/icons/copy";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./CopyText.module.css";

/** A short text (id, link, token) that one click copies. Where the browser forbids it, the text can still be selected. */
export function CopyText({ text, shown = text }: { text: string; shown?: string }) {
  const { t } = useTranslation("ui");
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    } catch {
      setCopied(false);
    }
  }
  return (
    <button type="button" className={css.copy} title={t("copy")} onClick={() => void copy()}>
      <span className={css.text}>{shown}</span>
      {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      <span className={css.spoken} role="status">{copied ? t("copied") : ""}</span>
    </button>
  );
}
