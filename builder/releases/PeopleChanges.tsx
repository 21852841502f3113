import EllipsisVertical from "lucide-react/icons/ellipsis-vertical";
import Minus from "lucide-react/icons/minus";
import Pencil from "lucide-react/icons/pencil";
import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { relativeMoment } from "#shared/kinds/lib/time.ts";
import { labelText } from "#shared/lib/label.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { Card } from "#shared/ui/Card.tsx";
import { Checkbox } from "#shared/ui/Checkbox.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Menu } from "#shared/ui/Menu.tsx";
import { SegmentedControl } from "#shared/ui/SegmentedControl.tsx";
import { toast } from "#shared/ui/toast-store.ts";
import { diffDocuments } from "#shared/model/diff.ts";
import { useFailureText } from "../draft/failure-text.ts";
import { valueAt } from "../commands/element-path.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import type { DraftItem } from "../draft/draft-store.ts";
import { useTakeBack } from "../draft/hooks.ts";
import { useDraftStore } from "../draft/provider.tsx";
import { designerPath, studioPaths } from "../shell/hrefs.ts";
import { StateMark } from "../shell/StateMark.tsx";
import type { DocumentName, PlanChange } from "./api.ts";
import { ChangeList } from "./ChangeList.tsx";
import css from "./releases.module.css";

interface PeopleChangesProps {
  changes: readonly PlanChange[];
  /** Every document that differs from what is published. */
  documents: readonly DraftItem[];
  /** Those that stay in the draft. */
  left: ReadonlySet<string>;
  onToggle: (document: DocumentName, on: boolean) => void;
}

/** What changes, document by document, in words; each can stay in the draft, be opened, or be dropped. */
export function PeopleChanges({ changes, documents, left, onToggle }: PeopleChangesProps) {
  const { t } = useTranslation("releases");
  const [look, setLook] = useState<"words" | "properties">("words");
  return (
    <Card
      title={t("people.title")}
      flush
      actions={<SegmentedControl aria-label={t("people.look")} size="sm" value={look} onChange={setLook} segments={[{ value: "words", label: t("people.words") }, { value: "properties", label: t("people.properties") }]} />}
    >
      <ul className={css.documents}>
        {documents.map((item) => (
          <DocumentChanges
            key={`${item.kind}/${item.name}`}
            item={item}
            changes={changes.filter(({ kind, name }) => kind === item.kind && name === item.name)}
            isLeft={left.has(`${item.kind}/${item.name}`)}
            asProperties={look === "properties"}
            onToggle={(on) => onToggle(item, on)}
          />
        ))}
      </ul>
    </Card>
  );
}

interface DocumentChangesProps {
  item: DraftItem;
  changes: readonly PlanChange[];
  isLeft: boolean;
  asProperties: boolean;
  onToggle: (on: boolean) => void;
}

function DocumentChanges({ item, changes, isLeft, asProperties, onToggle }: DocumentChangesProps) {
  const { t } = useTranslation(["releases", "plan"]);
  const failureText = useFailureText();
  const takeBack = useTakeBack();
  const { slug, language, model: released } = useWorkspace();
  const { format, title } = useFieldPorts();
  const { model } = useDraftModel();
  const store = useDraftStore();
  const target = item.extends === undefined ? undefined : (model.documents.get(`${item.kind}/${item.extends}`) ?? released.documents.get(`${item.kind}/${item.extends}`));
  const label = labelText(target?.label ?? item.label, language, item.extends ?? item.name);
  const who = item.by === null ? null : title("user", item.by);
  function drop(): void {
    store.step(item.kind, item.name, "reset").then(
      () => toast({ text: t("people.dropped", { name: label }), ...(item.state !== "new" && { undo: () => takeBack([item]) }) }),
      (failure: unknown) => toast({ error: true, text: failureText(failure) }),
    );
  }
  return (
    <li className={css.document} data-left={isLeft || undefined}>
      <div className={css.documentHead}>
        <Checkbox checked={!isLeft} onChange={onToggle} aria-label={t("people.include", { name: label })} />
        <span className={css.documentName}>
          {item.state === "removed" ? label : <a href={designerPath(slug, item.kind, item.name)}>{label}</a>}
          <span className={css.quiet}>{t(`plan:kind.${item.kind}`, { defaultValue: item.kind })}{item.extends !== undefined && ` · ${item.name}`}</span>
        </span>
        <span className={css.quiet}>{[who, item.at === null ? null : relativeMoment(item.at, format)].filter(Boolean).join(" · ")}</span>
        <StateMark state={item.state} />
        <Menu
          label={t("people.more", { name: label })}
          align="end"
          entries={[
            ...(item.state === "removed" ? [] : [{ key: "open", label: t("people.open"), href: designerPath(slug, item.kind, item.name) }, { key: "code", label: t("people.code"), href: studioPaths.code(slug, item.kind, item.name) }]),
            { key: "drop", label: t("people.drop"), danger: true, onSelect: drop },
          ]}
        >
          <IconButton size="xs" label={t("people.more", { name: label })} icon={<EllipsisVertical />} />
        </Menu>
      </div>
      {asProperties ? <Properties item={item} /> : (
        <ul>
          {changes.map((change) => <Line key={`${change.path} ${change.text}`} change={change} href={item.state === "removed" ? null : designerPath(slug, item.kind, item.name, placeOf(change))} mark={markOf(change, item, released.documents.get(`${item.kind}/${item.name}`), store.document(item.kind, item.name))} />)}
          {isLeft && <li className={css.quiet}>{t("people.left")}</li>}
        </ul>
      )}
    </li>
  );
}

/** Designers open by the name of what has one: `/fields/amount` opens the field. */
function placeOf({ kind, path }: PlanChange): string | undefined {
  const [, list, element] = path.split("/");
  return kind === "object" && list === "fields" && element !== undefined ? element : undefined;
}

type Mark = "added" | "changed" | "removed";

function markOf(change: PlanChange, item: DraftItem, before: unknown, after: unknown): Mark {
  if (change.path === "") return item.state === "new" ? "added" : item.state === "removed" ? "removed" : "changed";
  const path = change.path.split("/").slice(1);
  if (valueAt(after, path) === undefined) return "removed";
  return valueAt(before, path) === undefined ? "added" : "changed";
}

const MARKS = { added: <Plus aria-hidden="true" />, changed: <Pencil aria-hidden="true" />, removed: <Minus aria-hidden="true" /> };

function Line({ change, mark, href }: { change: PlanChange; mark: Mark; href: string | null }) {
  const { t } = useTranslation("releases");
  return (
    <li className={css.line}>
      <span className={css.mark} data-mark={mark} title={t(`diff.${mark}`)}>{MARKS[mark]}</span>
      <span>{href === null ? change.text : <a href={href}>{change.text}</a>}</span>
    </li>
  );
}

/** The same, property by property, against what is published. A published extension is merged into its target: then all of it is shown. */
function Properties({ item }: { item: DraftItem }) {
  const { t } = useTranslation("releases");
  const { model: released } = useWorkspace();
  const store = useDraftStore();
  const before = item.state === "new" || item.extends !== undefined ? {} : (released.documents.get(`${item.kind}/${item.name}`) ?? {});
  const after = store.document(item.kind, item.name) ?? {};
  return <div className={css.properties}><ChangeList changes={diffDocuments(before, after)} fromLabel={t("diff.published")} toLabel={t("diff.draft")} /></div>;
}
