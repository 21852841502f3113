import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import Plus from "lucide-react/icons/plus";
import Search from "lucide-react/icons/search";
import { labelText } from "#shared/lib/label.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { matches } from "#shared/ui/match.ts";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { useDraftModel } from "../draft/draft-model.ts";
import type { DraftItem } from "../draft/draft-store.ts";
import { useDraftItems } from "../draft/hooks.ts";
import { useDraftStore } from "../draft/provider.tsx";
import { StateMark } from "../shell/StateMark.tsx";
import { StudioFrame, type StudioFrameProps } from "../shell/StudioFrame.tsx";
import css from "./list.module.css";

interface DocumentListProps {
  designer: StudioFrameProps["designer"];
  kind: "form" | "view" | "page";
  title: string;
  hrefOf: (name: string) => string;
  /** What stands in the middle column of a document: its type. */
  typeOf?: (item: DraftItem) => string;
  /** What is done for an object that has none yet, or for one more. */
  create: (object: ObjectModel) => { label: string; run: () => void } | null;
}

/** Documents of a kind by the object they are for, with what an object lacks. */
export function DocumentList({ designer, kind, title, hrefOf, typeOf, create }: DocumentListProps) {
  const { t } = useTranslation("designer");
  const { language } = useWorkspace();
  const store = useDraftStore();
  const items = useDraftItems();
  const { model } = useDraftModel();
  const [query, setQuery] = useState("");
  const objectOf = (item: DraftItem): string => {
    const document = store.document(kind, item.extends ?? item.name);
    return document && "object" in document ? String(document.object ?? "") : "";
  };
  const own = items.filter((item) => item.kind === kind);
  const sections = [...model.objects.values()]
    .map((object) => ({ object, label: labelText(object.label, language, object.name), documents: own.filter((item) => objectOf(item) === object.name) }))
    .filter(({ object, label, documents }) => matches(query, `${label} ${object.name} ${documents.map((item) => labelText(item.label, language, item.name)).join(" ")}`));
  const others = own.filter((item) => model.object(objectOf(item)) === undefined && matches(query, `${labelText(item.label, language)} ${item.name}`));
  return (
    <StudioFrame designer={designer} crumbs={[{ label: title }]} canvas="paper">
      <div className={css.page}>
        <div className={css.search}><TextInput type="search" size="sm" aria-label={t("list.search")} placeholder={t("list.search")} before={<Search />} clearable value={query} onChange={setQuery} /></div>
        {sections.length + others.length === 0 && <EmptyState picture={false} title={t("list.noMatch", { query })} action={<Button onClick={() => setQuery("")}>{t("list.clear")}</Button>} />}
        {sections.map(({ object, label, documents }) => (
          <Section key={object.name} title={label} action={create(object)}>
            {documents.map((item) => <Row key={item.name} item={item} href={hrefOf(item.name)} type={typeOf?.(item)} />)}
            {documents.length === 0 && <li className={css.none}>{t(`list.none.${kind}`)}</li>}
          </Section>
        ))}
        {others.length > 0 && <Section title={t("list.other")} action={null}>{others.map((item) => <Row key={item.name} item={item} href={hrefOf(item.name)} type={typeOf?.(item)} />)}</Section>}
      </div>
    </StudioFrame>
  );
}

function Section({ title, action, children }: { title: string; action: { label: string; run: () => void } | null; children: ReactNode }) {
  return (
    <section className={css.section}>
      <header>
        <h2>{title}</h2>
        {action && <Button look="subtle" size="xs" icon={<Plus />} onClick={action.run}>{action.label}</Button>}
      </header>
      <ul>{children}</ul>
    </section>
  );
}

function Row({ item, href, type }: { item: DraftItem; href: string; type: string | undefined }) {
  const { language } = useWorkspace();
  const store = useDraftStore();
  // An extension mostly has no label of its own: it is called as what it extends, its name tells the rest.
  const extended = item.extends === undefined ? undefined : store.document(item.kind, item.extends)?.label;
  const label = labelText(item.label, language) || labelText(extended, language, item.name);
  return (
    <li className={css.row}>
      {item.state === "removed" ? <s>{label}</s> : <a href={href}>{label}</a>}
      {type !== undefined && <span className={css.type}>{type}</span>}
      <code>{item.name}</code>
      <StateMark state={item.state} />
    </li>
  );
}
