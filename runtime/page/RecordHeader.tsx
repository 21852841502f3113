import ArrowDown from "lucide-react/icons/chevron-down";
import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import ArrowUp from "lucide-react/icons/chevron-up";
import Copy from "lucide-react/icons/copy";
import Ellipsis from "lucide-react/icons/ellipsis";
import Link from "lucide-react/icons/link";
import Pencil from "lucide-react/icons/pencil";
import Trash from "lucide-react/icons/trash-2";
import { useTranslation } from "react-i18next";
import { listHref } from "#runtime/data/hrefs.ts";
import { moduleOfObject, modulesOf } from "#runtime/data/navigation.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { recordTypeOf } from "#shared/model/validate.ts";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { labelText } from "#shared/lib/label.ts";
import { Button } from "#shared/ui/Button.tsx";
import { useFormat } from "#shared/ui/format.ts";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Menu, type MenuEntry } from "#shared/ui/Menu.tsx";
import { Piece } from "#shared/ui/Piece.tsx";
import { StageTag } from "#shared/ui/StageTag.tsx";
import { Tag } from "#shared/ui/Tag.tsx";
import { Highlights } from "./Highlights.tsx";
import css from "./page.module.css";
import { useShown } from "./record-context.ts";
import { recordNumber, recordTitle, stateField } from "./record-title.ts";
import type { Trail } from "./trail.ts";
import { StagePath } from "./StagePath.tsx";
import { useRecordActions } from "./use-record-actions.ts";

interface RecordHeaderProps {
  trail: (Trail & { at: number }) | null;
  onGo: (step: number) => void;
  isPhone: boolean;
  canEdit: boolean;
}

/** Where one is, what the record is called, how far it is, what can be done with it. */
export function RecordHeader({ trail, onGo, isPhone, canEdit }: RecordHeaderProps) {
  const { object, record, edit } = useShown();
  const { format } = useFieldPorts();
  const title = recordTitle(object, record, format);
  return (
    <header className={css.head}>
      {isPhone ? <PhoneTop title={title} canEdit={canEdit} /> : <Crumbs trail={trail} onGo={onGo} title={title} />}
      <div className={css.titleRow}>
        <h1 className={css.title}>{title}</h1>
        <RecordTags />
        {!isPhone && canEdit && <span className={css.actions}><Button icon={<Pencil />} keys="e" onClick={edit}><EditLabel /></Button></span>}
      </div>
      <Highlights isPhone={isPhone} />
      <StagePath />
    </header>
  );
}

function EditLabel() {
  const { t } = useTranslation("page");
  return t("edit");
}

function Crumbs({ trail, onGo, title }: { trail: RecordHeaderProps["trail"]; onGo: (step: number) => void; title: string }) {
  const { object, record } = useShown();
  const workspace = useWorkspace();
  const { slug, language } = workspace;
  const { t } = useTranslation("page");
  const { format } = useFieldPorts();
  const { locale } = useFormat();
  const module = moduleOfObject(modulesOf(workspace), object.name);
  const number = new Intl.NumberFormat(locale);
  const plural = labelText(object.plural, language, object.name);
  const place = trail === null ? 0 : trail.from + trail.at + 1;
  return (
    <div className={css.crumbs}>
      <nav className={css.way} aria-label={t("way")}>
        {module && <Piece name={module.piece} hue={module.hue} />}
        <a className={css.crumb} href={listHref(slug, object.name)}>{plural}</a>
        {trail && trail.label !== plural && <><ChevronRight aria-hidden="true" /><a className={css.crumb} href={trail.href}>{trail.label}</a></>}
        <ChevronRight aria-hidden="true" />
        <span className={css.here} aria-current="page">{recordNumber(object, record, format) ?? title}</span>
      </nav>
      <div className={css.tools}>
        {trail && (
          <>
            <span className={css.position}>{trail.count === null ? number.format(place) : t("position", { place: number.format(place), count: number.format(trail.count) })}</span>
            <IconButton label={t("previous")} keys="k" icon={<ArrowUp />} tooltipSide="bottom" disabled={trail.at === 0} onClick={() => onGo(-1)} />
            <IconButton label={t("next")} keys="j" icon={<ArrowDown />} tooltipSide="bottom" disabled={trail.at >= trail.ids.length - 1} onClick={() => onGo(1)} />
            <span className={css.rule} />
          </>
        )}
        <RecordMenu title={title} />
      </div>
    </div>
  );
}

function PhoneTop({ title, canEdit }: { title: string; canEdit: boolean }) {
  const { object, record } = useShown();
  const { slug, language } = useWorkspace();
  const { format } = useFieldPorts();
  const label = labelText(object.plural, language, object.name);
  return (
    <div className={css.phoneTop}>
      <a className={css.back} href={listHref(slug, object.name)} aria-label={label}><ChevronLeft aria-hidden="true" /></a>
      <span className={css.here}>{recordNumber(object, record, format) ?? label}</span>
      <RecordMenu title={title} withEdit={canEdit} />
    </div>
  );
}

/** Copy the link, clone, delete. `withLink` shows the first of them beside. */
export function RecordMenu({ title, withEdit = false, gone }: { title: string; withEdit?: boolean; gone?: () => void }) {
  const { object, record, edit } = useShown();
  const { t } = useTranslation("page");
  const actions = useRecordActions(object, record, title, gone);
  const entries: MenuEntry[] = [
    ...(withEdit ? [{ key: "edit", label: t("edit"), icon: <Pencil />, onSelect: edit }] : []),
    { key: "link", label: t("copyLink"), icon: <Link />, onSelect: actions.copyLink },
    ...(actions.canClone ? [{ key: "clone", label: t("clone"), icon: <Copy />, onSelect: actions.clone }] : []),
    ...(actions.canRemove ? [{ key: "remove", label: t("remove"), icon: <Trash />, danger: true, onSelect: actions.remove }] : []),
  ];
  return (
    <>
      {!withEdit && <IconButton label={t("copyLink")} icon={<Link />} tooltipSide="bottom" onClick={actions.copyLink} />}
      <Menu label={t("more")} align="end" entries={withEdit ? entries : entries.filter((entry) => typeof entry === "string" || !("key" in entry) || entry.key !== "link")}>
        <IconButton label={t("more")} icon={<Ellipsis />} tooltipSide="bottom" />
      </Menu>
    </>
  );
}

/** Its kind, and how far it is. */
export function RecordTags() {
  const { object, record } = useShown();
  const { language } = useWorkspace();
  const type = object.recordTypes.length > 1 ? recordTypeOf(object, record.record_type) : undefined;
  const state = stateField(object);
  const option = state?.options.find(({ value }) => value === record[state.name]);
  if (!type && !option) return null;
  return (
    <span className={css.tags}>
      {type && <Tag tone="outline">{labelText(type.label, language, type.name)}</Tag>}
      {option && <StageTag hue={option.hue}>{labelText(option.label, language, option.value)}</StageTag>}
    </span>
  );
}
