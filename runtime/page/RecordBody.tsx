import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { wordSetting } from "#runtime/form/blocks.ts";
import { labelText } from "#shared/lib/label.ts";
import type { BlockDoc } from "#shared/metadata/block.ts";
import { conditionHolds } from "#shared/model/conditions.ts";
import { defaultPage } from "#shared/model/defaults.ts";
import { Tabs, type Tab } from "#shared/ui/Tabs.tsx";
import { conditionSetting } from "#runtime/form/blocks.ts";
import { Details } from "./Details.tsx";
import css from "./page.module.css";
import { useShown } from "./record-context.ts";
import { RelatedList, useRelatedCount } from "./RelatedList.tsx";
import { Timeline } from "./Timeline.tsx";

const TIMELINE = "$timeline";

/** The page's document: its tabs at the left, what happened at the right; in a narrow place that is a tab too. */
export function RecordBody({ aside, isPhone = false }: { aside: boolean; isPhone?: boolean }) {
  const { object } = useShown();
  const { model } = useWorkspace();
  const page = defaultPage(model, object);
  const blocks = useVisible(page.body ?? []);
  const hasTimeline = blocks.some(({ block }) => block === "timeline");
  const isBeside = hasTimeline && aside;
  const main = blocks.filter(({ block }) => block !== "timeline" && block !== "highlights");
  const hasTabs = main.some(({ block }) => block === "tabs");
  return (
    <div className={css.body} data-beside={isBeside || undefined}>
      <div className={css.main}>
        {main.map((block) => <PageBlock key={block.id} block={block} timeline={hasTimeline && !isBeside ? (isPhone ? "first" : "last") : null} />)}
        {hasTimeline && !isBeside && !hasTabs && <Timeline />}
      </div>
      {isBeside && <aside className={css.aside}><Timeline /></aside>}
    </div>
  );
}

function useVisible(blocks: readonly BlockDoc[]): BlockDoc[] {
  const { object, record } = useShown();
  return blocks.filter((block) => conditionHolds(object, conditionSetting(block, "visible"), record, true));
}

function PageBlock({ block, timeline }: { block: BlockDoc; timeline: "first" | "last" | null }) {
  const { language } = useWorkspace();
  switch (block.block) {
    case "tabs":
      return <PageTabs block={block} timeline={timeline} />;
    case "details":
      return <Details form={wordSetting(block, "form")} />;
    case "related":
      return <RelatedList block={block} />;
    case "text":
      return <p className={css.text}>{labelText(block.label, language)}</p>;
    default:
      return null;
  }
}

function PageTabs({ block, timeline }: { block: BlockDoc; timeline: "first" | "last" | null }) {
  const { t } = useTranslation("page");
  const { language, can } = useWorkspace();
  const tabs = useVisible(block.children ?? []).filter((tab) => !isForbidden(tab, (object) => can(object, "read")));
  const [chosen, setChosen] = useState(tabs[0]?.id ?? TIMELINE);
  const current = tabs.find((tab) => tab.id === chosen);
  const own: Tab<string>[] = tabs.map((tab) => ({ value: tab.id, label: <PageTabLabel tab={tab} label={labelText(tab.label, language, tab.id)} /> }));
  const time: Tab<string> = { value: TIMELINE, label: t("timeline.title") };
  const shown = timeline === null ? own : timeline === "first" ? [time, ...own] : [...own, time];
  const value = current === undefined && timeline === null ? (tabs[0]?.id ?? "") : chosen;
  const content = value === TIMELINE ? null : (tabs.find((tab) => tab.id === value)?.children ?? []);
  return (
    <Tabs label={t("parts")} value={value} onChange={setChosen} tabs={shown}>
      <div className={css.panel}>
        {content === null ? <Timeline /> : content.map((child) => <PageBlock key={child.id} block={child} timeline={null} />)}
      </div>
    </Tabs>
  );
}

/** A tab that holds nothing but lists of what the viewer may not read. */
function isForbidden(tab: BlockDoc, canRead: (object: string) => boolean): boolean {
  const children = tab.children ?? [];
  return children.length > 0 && children.every((child) => child.block === "related" && !canRead(wordSetting(child, "object") ?? ""));
}

function PageTabLabel({ tab, label }: { tab: BlockDoc; label: string }) {
  const only = tab.children?.length === 1 ? tab.children[0] : undefined;
  return only?.block === "related" ? <CountedLabel block={only} label={label} /> : label;
}

function CountedLabel({ block, label }: { block: BlockDoc; label: string }) {
  const count = useRelatedCount(block);
  return <>{label}{count !== undefined && count > 0 && <span className={css.count}>{count}</span>}</>;
}
