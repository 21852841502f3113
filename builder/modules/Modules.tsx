import CircleCheck from "lucide-react/icons/circle-check";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { homeHref } from "#runtime/data/hrefs.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { RequestError } from "#runtime/shell/ErrorPage.tsx";
import { labelText } from "#shared/lib/label.ts";
import { Button, ButtonLink } from "#shared/ui/Button.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { SkeletonLines } from "#shared/ui/Skeleton.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import { StudioFrame } from "../shell/StudioFrame.tsx";
import { useInstall, useOffered, usePackages } from "./api.ts";
import { InstallPlan } from "./InstallPlan.tsx";
import { ModuleRow } from "./ModuleRow.tsx";
import { RemoveModule } from "./RemoveModule.tsx";
import { SampleData } from "./SampleData.tsx";
import css from "./modules.module.css";

/** Which modules the workspace is made of, which can be added, and what each brings. `name`: one to begin with. */
export function Modules({ name }: { name: string | undefined }) {
  const { t } = useTranslation("modules");
  const { slug, language, viewer } = useWorkspace();
  const packages = usePackages();
  const offered = useOffered();
  const install = useInstall();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set(name === undefined ? [] : [name]));
  const [removing, setRemoving] = useState<string | null>(null);
  const known = (packages.data ?? []).filter(({ hidden }) => !hidden);
  const order = (offered.data ?? []).map((template) => template.name);
  const sorted = known.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const here = sorted.filter(({ installed }) => installed);
  const open = sorted.filter(({ installed }) => !installed);
  const chosen = open.filter((one) => picked.has(one.name));
  const labelOf = (one: string): string => labelText(known.find((found) => found.name === one)?.label, language, one);

  function toggle(one: string, on: boolean): void {
    const next = new Set(picked);
    if (on) next.add(one);
    else next.delete(one);
    setPicked(next);
    install.reset();
  }
  const added = install.data ? (install.variables?.packages ?? []) : [];
  return (
    <StudioFrame designer="modules" crumbs={[{ label: t("title") }]} canvas="paper">
      <div className={css.page} data-planning={chosen.length > 0 || undefined}>
        {packages.isLoading && <SkeletonLines lines={8} />}
        {packages.isError && <RequestError problem={packages.error} onRetry={() => void packages.refetch()} />}
        {install.data && (
          <div role="status">
            <Note tone="success" icon={<CircleCheck aria-hidden="true" />} title={t("added", { names: added.map(labelOf).join(t("separator")), n: install.data.release })} actions={<><ButtonLink href={homeHref(slug)}>{t("open")}</ButtonLink><ButtonLink look="subtle" href={studioPaths.compare(slug, install.data.release - 1, install.data.release)}>{t("whatChanged")}</ButtonLink></>} />
          </div>
        )}
        {open.length > 0 && (
          <section className={css.section} aria-labelledby="modules-open">
            <h2 id="modules-open">{t("offered.title")}</h2>
            <ul>
              {open.map((one) => <ModuleRow key={one.name} module={one} template={offered.data?.find((template) => template.name === one.name)} labelOf={labelOf} here={here} choice={{ isChosen: picked.has(one.name), isFixed: install.isPending, onChange: (on) => toggle(one.name, on) }} />)}
            </ul>
          </section>
        )}
        {packages.data && chosen.length > 0 && <div className={css.beside}><InstallPlan key={chosen.map((one) => one.name).join(" ")} chosen={chosen} installed={(packages.data ?? []).filter(({ installed }) => installed)} all={packages.data} install={install} /></div>}
        {packages.data && (
          <section className={css.section} aria-labelledby="modules-here">
            <h2 id="modules-here">{t("here.title")}</h2>
            {here.length === 0 && <p className={css.none}>{t("here.none")}</p>}
            <ul>
              {here.map((one) => (
                <ModuleRow key={one.name} module={one} template={offered.data?.find((template) => template.name === one.name)} labelOf={labelOf} here={here}>
                  <Button look="subtle" size="xs" onClick={() => setRemoving(one.name)} aria-label={t("remove.of", { name: labelOf(one.name) })}>{t("remove.open")}</Button>
                </ModuleRow>
              ))}
            </ul>
          </section>
        )}
        {viewer.administrator && packages.data && <SampleData />}
      </div>
      {removing !== null && <RemoveModule name={removing} label={labelOf(removing)} onClose={() => setRemoving(null)} />}
    </StudioFrame>
  );
}
