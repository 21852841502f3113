import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import Clock from "lucide-react/icons/clock";
import { recordHref } from "#runtime/data/hrefs.ts";
import { modulesOf, moduleOfObject } from "#runtime/data/navigation.ts";
import { recentRecords, recentStore } from "#runtime/data/recent.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { ButtonLink } from "#shared/ui/Button.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { Piece } from "#shared/ui/Piece.tsx";
import { studioHref } from "#runtime/data/hrefs.ts";
import css from "./home.module.css";

const RECENT_SHOWN = 8;

/** Where one begins: what was opened lately, and every module's lists. */
export function Home() {
  const { t } = useTranslation("shell");
  const workspace = useWorkspace();
  const { slug, viewer, model, language } = workspace;
  useSyncExternalStore(recentStore.subscribe, recentStore.version);
  const modules = modulesOf(workspace);
  const recent = recentRecords(slug, viewer.id).filter(({ object }) => model.object(object) !== undefined).slice(0, RECENT_SHOWN);
  return (
    <div className={css.home}>
      <header className={css.head}>
        <h1 className={css.title}>{t("home.title", { name: viewer.name })}</h1>
      </header>
      {recent.length > 0 && (
        <section aria-labelledby="home-recent">
          <h2 className={css.heading} id="home-recent">{t("home.recent")}</h2>
          <ul className={css.recent}>
            {recent.map(({ object, id, title }) => {
              const module = moduleOfObject(modules, object);
              return (
                <li key={`${object}/${id}`}>
                  <a className={css.record} href={recordHref(slug, object, id)}>
                    {module ? <Piece name={module.piece} hue={module.hue} /> : <Clock aria-hidden="true" />}
                    <span className={css.name}>{title}</span>
                    <span className={css.kind}>{labelText(model.object(object)?.label, language, object)}</span>
                  </a>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      <section aria-labelledby="home-modules">
        <h2 className={css.heading} id="home-modules">{t("nav.modules")}</h2>
        {modules.length === 0 ? (
          <EmptyState title={t(viewer.builder ? "home.empty" : "home.nothing")} {...(viewer.builder && { action: <ButtonLink look="primary" href={studioHref(slug)}>{t("home.build")}</ButtonLink> })} />
        ) : (
          <div className={css.modules}>
            {modules.map((module) => (
              <div key={module.name} className={css.module}>
                <h3 className={css.moduleName}><Piece name={module.piece} hue={module.hue} size={16} />{module.label}</h3>
                <ul>{module.entries.map((entry) => <li key={entry.id}><a className={css.entry} href={entry.href}>{entry.label}</a></li>)}</ul>
              </div>
            ))}
          </div>
        )}
      </section>
    </div>
  );
}
