import ChevronRight from "lucide-react/icons/chevron-right";
import { useEffect, useRef, type ReactNode } from "react";
import { listHref } from "#runtime/data/hrefs.ts";
import { moduleOfObject, modulesOf } from "#runtime/data/navigation.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { Piece } from "#shared/ui/Piece.tsx";
import { focusFirst } from "./focus.ts";
import css from "./form-page.module.css";

/** A form on a page of its own: where one is, what it is about, the form. The first field takes the focus. */
export function FormPage({ object, title, children }: { object: ObjectModel; title: string; children: ReactNode }) {
  const workspace = useWorkspace();
  const { slug, language } = workspace;
  const module = moduleOfObject(modulesOf(workspace), object.name);
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => focusFirst(sheet.current), []);
  return (
    <div className={css.page}>
      <header className={css.bar}>
        {module && <Piece name={module.piece} hue={module.hue} />}
        <a className={css.crumb} href={listHref(slug, object.name)}>{labelText(object.plural, language, object.name)}</a>
        <ChevronRight aria-hidden="true" />
        <h1 className={css.title}>{title}</h1>
      </header>
      <div className={css.scroll}>
        <div className={css.sheet} ref={sheet}>{children}</div>
      </div>
    </div>
  );
}
