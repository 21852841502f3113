import Plus from "lucide-react/icons/plus";
import Search from "lucide-react/icons/search";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { AppDoc } from "#shared/metadata/app.ts";
import { Button } from "#shared/ui/Button.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { isHue } from "#shared/ui/hue.ts";
import { matches } from "#shared/ui/match.ts";
import { isPiece, Piece } from "#shared/ui/Piece.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { useDraftModel } from "../draft/draft-model.ts";
import { useDraftItems } from "../draft/hooks.ts";
import { useDraftStore } from "../draft/provider.tsx";
import type { DraftItem } from "../draft/draft-store.ts";
import { studioPaths } from "../shell/hrefs.ts";
import { StateMark } from "../shell/StateMark.tsx";
import { StudioFrame } from "../shell/StudioFrame.tsx";
import { NewObject } from "./NewObject.tsx";
import css from "./objects.module.css";

interface Section {
  key: string;
  label: string;
  app: AppDoc | null;
  items: readonly DraftItem[];
}

/** Every object of the workspace by the app that shows it; those in none, and those built into the platform, at the end. */
export function ObjectList() {
  const { t } = useTranslation("objects");
  const [query, setQuery] = useState("");
  const [isNew, setNew] = useState(false);
  const sections = useSections(query);
  return (
    <StudioFrame designer="objects" crumbs={[{ label: t("title") }]} canvas="paper">
      <div className={css.page}>
        <div className={css.listHead}>
          <div className={css.search}><TextInput type="search" size="sm" aria-label={t("list.search")} placeholder={t("list.search")} before={<Search />} clearable value={query} onChange={setQuery} /></div>
          <Button icon={<Plus />} look="primary" onClick={() => setNew(true)}>{t("list.new")}</Button>
        </div>
        {sections.length === 0 && (query === "" ? <EmptyState title={t("list.empty")} action={<Button onClick={() => setNew(true)}>{t("list.new")}</Button>} /> : <EmptyState picture={false} title={t("list.noMatch", { query })} action={<Button onClick={() => setQuery("")}>{t("list.clear")}</Button>} />)}
        {sections.map((section) => (
          <section key={section.key} aria-label={section.label}>
            <h2 className={css.groupHead}>
              {section.app && <Piece name={isPiece(section.app.piece) ? section.app.piece : "square"} hue={isHue(section.app.hue) ? section.app.hue : "grey"} />}
              {section.label}
            </h2>
            <table className={css.table}>
              <thead>
                <tr>
                  <th scope="col">{t("list.object")}</th>
                  <th scope="col" className={css.nameColumn}>{t("list.name")}</th>
                  <th scope="col" className={css.number}>{t("list.fields")}</th>
                  <th scope="col" className={css.number}>{t("list.extensions")}</th>
                  <th scope="col">{t("list.state")}</th>
                </tr>
              </thead>
              <tbody>{section.items.map((item) => <ObjectRow key={item.name} item={item} />)}</tbody>
            </table>
          </section>
        ))}
      </div>
      {isNew && <NewObject onClose={() => setNew(false)} />}
    </StudioFrame>
  );
}

function ObjectRow({ item }: { item: DraftItem }) {
  const { slug, language } = useWorkspace();
  const { model } = useDraftModel();
  const extensions = useDraftItems().filter((one) => one.kind === "object" && one.extends === item.name && one.state !== "removed").length;
  const label = labelText(item.label, language, item.name);
  const isRemoved = item.state === "removed";
  return (
    <tr>
      <th scope="row">{isRemoved ? <s>{label}</s> : <a className={css.rowLink} href={studioPaths.object(slug, item.name)}>{label}</a>}</th>
      <td className={css.nameColumn}><code>{item.name}</code></td>
      <td className={css.number}>{model.object(item.name)?.fields.length ?? "–"}</td>
      <td className={css.number}>{extensions === 0 ? "–" : extensions}</td>
      <td><StateMark state={item.state} /></td>
    </tr>
  );
}

function useSections(query: string): Section[] {
  const { t } = useTranslation("objects");
  const { language } = useWorkspace();
  const store = useDraftStore();
  const items = useDraftItems();
  return useMemo(() => {
    const objects = items.filter((item) => item.kind === "object" && item.extends === undefined && matches(query, `${item.label.en ?? ""} ${item.label["zh-CN"] ?? ""} ${item.name}`));
    const apps = items
      .flatMap((item) => {
        const document = item.kind === "app" && item.state !== "removed" ? store.document("app", item.name) : undefined;
        return document?.kind === "app" && document.extends === undefined ? [document] : [];
      })
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
    const placed = new Set<string>();
    const sections: Section[] = apps.map((app) => {
      const names = new Set((app.items ?? []).map((item) => item.object));
      const own = objects.filter((item) => names.has(item.name) && !item.builtIn && !placed.has(item.name));
      for (const item of own) placed.add(item.name);
      return { key: app.name, label: labelText(app.label, language, app.name), app, items: own };
    });
    sections.push({ key: "", label: t("list.noApp"), app: null, items: objects.filter((item) => !item.builtIn && !placed.has(item.name)) });
    sections.push({ key: "builtIn", label: t("list.builtIn"), app: null, items: objects.filter((item) => item.builtIn) });
    return sections.filter((section) => section.items.length > 0);
  }, [items, store, query, language, t]);
}
