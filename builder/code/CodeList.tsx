import Search from "lucide-react/icons/search";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { matches } from "#shared/ui/match.ts";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { useDraftItems } from "../draft/hooks.ts";
import { studioPaths } from "../shell/hrefs.ts";
import { StateMark } from "../shell/StateMark.tsx";
import { StudioFrame } from "../shell/StudioFrame.tsx";
import css from "./code.module.css";

/** Every document of the draft by kind, to open as code. */
export function CodeList() {
  const { t } = useTranslation(["studio", "plan"]);
  const { slug, language } = useWorkspace();
  const [query, setQuery] = useState("");
  const items = useDraftItems().filter((item) => item.state !== "removed" && matches(query, `${item.name} ${item.label.en ?? ""} ${item.label["zh-CN"] ?? ""}`));
  const kinds = [...new Set(items.map((item) => item.kind))];
  return (
    <StudioFrame designer="code" crumbs={[{ label: t("code.title") }]} canvas="paper">
      <div className={css.list}>
        <div className={css.search}><TextInput type="search" size="sm" aria-label={t("code.search")} placeholder={t("code.search")} before={<Search />} clearable value={query} onChange={setQuery} /></div>
        {kinds.length === 0 && <EmptyState picture={false} title={t("code.noMatch", { query })} />}
        {kinds.map((kind) => (
          <section key={kind} aria-label={t(`plan:kind.${kind}`, { defaultValue: kind })}>
            <h2 className={css.kind}>{t(`plan:kind.${kind}`, { defaultValue: kind })}</h2>
            <ul className={css.documents}>
              {items.filter((item) => item.kind === kind).map((item) => (
                <li key={item.name}>
                  <a href={studioPaths.code(slug, kind, item.name)}>
                    <code>{item.name}</code>
                    <span className={css.quiet}>{item.extends === undefined ? labelText(item.label, language) : t("code.extends", { name: item.extends })}</span>
                    <StateMark state={item.state} />
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </StudioFrame>
  );
}
