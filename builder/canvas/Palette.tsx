import { useDraggable } from "@dnd-kit/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import Search from "lucide-react/icons/search";
import { BLOCK_KINDS } from "#shared/kinds/blocks.ts";
import { FIELD_CHOICES } from "#shared/kinds/fields.ts";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { labelText } from "#shared/lib/label.ts";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { KindIcon } from "../shell/KindIcon.tsx";
import { placedBlocks } from "./block-tree.ts";
import css from "./palette.module.css";
import { useDesigner } from "./designer-context.ts";
import type { Dragged } from "./drops.ts";

interface Offer {
  key: string;
  label: string;
  icon: string;
  dragged: Dragged;
}

/** Types that stand in front; all others open below. */
const COMMON = new Set(["text", "decimal", "currency", "date", "select", "boolean", "lookup", "user", "formula"]);

/** What can be put on the canvas: fields that are not on it, new fields, blocks. Drag it, or choose it to put it where one is. */
export function Palette() {
  const { t } = useTranslation(["designer", "kinds"]);
  const { format } = useFieldPorts();
  const { object, body, surface } = useDesigner();
  const [wanted, setWanted] = useState("");
  const [showsAll, setShowsAll] = useState(false);
  const find = (label: string): boolean => label.toLowerCase().includes(wanted.trim().toLowerCase());

  const used = new Set([...placedBlocks(body)].flatMap(({ block }) => (typeof block.field === "string" ? [block.field] : [])));
  const free: Offer[] = (object && surface === "form" ? [...object.fields, ...object.systemFields.filter((field) => !field.readOnly)] : [])
    .filter((field) => !used.has(field.name) && !(field.system && field.readOnly))
    .map((field) => {
      const label = labelText(field.label, format.language, field.name);
      const word = field.value.class === "children" ? "lines" : "field";
      return { key: `have:${field.name}`, label, icon: field.kind.icon, dragged: { from: "palette", word, name: label, field: field.name } };
    });
  const fresh: Offer[] = surface !== "form" ? [] : FIELD_CHOICES.map((kind) => {
    const label = t(`kinds:field.${kind.type}`);
    return { key: `new:${kind.type}`, label, icon: kind.icon, dragged: { from: "palette", word: kind.type === "children" ? "lines" : "field", name: label, fieldType: kind.type } };
  });
  const layout: Offer[] = BLOCK_KINDS.filter((kind) => (kind.on as readonly string[]).includes(surface) && kind.block !== "field" && kind.block !== "lines").map((kind) => {
    const label = t(`kinds:block.${kind.block}`);
    return { key: `block:${kind.block}`, label, icon: kind.icon, dragged: { from: "palette", word: kind.block, name: label } };
  });
  const shown = (offers: readonly Offer[]): Offer[] => offers.filter((offer) => find(offer.label));
  const types = wanted.trim() !== "" || showsAll ? fresh : fresh.filter((offer) => COMMON.has(offer.dragged.from === "palette" ? (offer.dragged.fieldType ?? "") : ""));

  return (
    <div className={css.palette}>
      <TextInput aria-label={t("palette.find")} placeholder={t("palette.find")} value={wanted} onChange={setWanted} before={<Search />} clearable size="sm" />
      <Group title={t("palette.free")} count={free.length} offers={shown(free)} wide none={surface === "form" ? t("palette.allUsed") : undefined} />
      <Group title={t("palette.fresh")} offers={shown(types)} />
      {fresh.length > 0 && !showsAll && wanted.trim() === "" && <button type="button" className={css.all} onClick={() => setShowsAll(true)}>{t("palette.all", { count: fresh.length })}</button>}
      <Group title={t("palette.layout")} offers={shown(layout)} />
      <p className={css.how}>{t("palette.how")}</p>
    </div>
  );
}

function Group({ title, count, offers, wide = false, none }: { title: string; count?: number; offers: readonly Offer[]; wide?: boolean; none?: string | undefined }) {
  if (offers.length === 0 && none === undefined) return null;
  return (
    <section className={css.group}>
      <h2>{title}{count !== undefined && <span>{count}</span>}</h2>
      {offers.length === 0 ? <p className={css.none}>{none}</p> : <ul data-wide={wide || undefined}>{offers.map((offer) => <li key={offer.key}><Item offer={offer} /></li>)}</ul>}
    </section>
  );
}

function Item({ offer }: { offer: Offer }) {
  const { t } = useTranslation("designer");
  const { add, readOnly } = useDesigner();
  const { attributes, listeners, setNodeRef, isDragging } = useDraggable({ id: `palette:${offer.key}`, data: { dragged: offer.dragged }, disabled: readOnly });
  return (
    <button ref={setNodeRef} type="button" className={css.item} data-dragging={isDragging || undefined} disabled={readOnly} {...attributes} {...listeners} aria-label={t("palette.add", { name: offer.label })} onClick={() => add(offer.dragged)}>
      <KindIcon name={offer.icon} />
      <span>{offer.label}</span>
    </button>
  );
}
