import ArrowRight from "lucide-react/icons/arrow-right";
import Columns3 from "lucide-react/icons/columns-3";
import Ellipsis from "lucide-react/icons/ellipsis";
import Kanban from "lucide-react/icons/square-kanban";
import Phone from "lucide-react/icons/phone";
import Plus from "lucide-react/icons/plus";
import Search from "lucide-react/icons/search";
import Star from "lucide-react/icons/star";
import TableIcon from "lucide-react/icons/table-2";
import { useState } from "react";
import { Avatar } from "#shared/ui/Avatar.tsx";
import { AvatarGroup } from "#shared/ui/AvatarGroup.tsx";
import { Badge } from "#shared/ui/Badge.tsx";
import { Button } from "#shared/ui/Button.tsx";
import { FilterChip, FilterChipPart, QuickFilter } from "#shared/ui/FilterChip.tsx";
import { hues } from "#shared/ui/hue.ts";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Kbd } from "#shared/ui/Kbd.tsx";
import { Logo } from "#shared/ui/Logo.tsx";
import { Piece, pieces } from "#shared/ui/Piece.tsx";
import { Meter, ProgressBar } from "#shared/ui/ProgressBar.tsx";
import { SplitButton } from "#shared/ui/SplitButton.tsx";
import { StageTag } from "#shared/ui/StageTag.tsx";
import { Status } from "#shared/ui/Status.tsx";
import { Tabs } from "#shared/ui/Tabs.tsx";
import { Tag } from "#shared/ui/Tag.tsx";
import { Block } from "./Block.tsx";
import css from "./gallery.module.css";
import type { Samples } from "./samples.ts";

export function Data({ said: { say, people, tags, stages } }: { said: Samples }) {
  const [view, setView] = useState("all");
  const [quick, setQuick] = useState(true);
  const [star, setStar] = useState(true);
  return (
    <>
      <Block title="Button">
        <SplitButton look="primary" icon={<Plus />} menu={[{ key: "a", label: say("From a lead", "从线索转化") }, { key: "b", label: say("Import", "导入") }]} menuLabel={say("More ways", "更多方式")}>{say("New opportunity", "新建商机")}</SplitButton>
        <Button icon={<Phone />}>{say("Log a call", "记录跟进")}</Button>
        <Button look="subtle" icon={<Columns3 />}>{say("Fields", "字段")}</Button>
        <Button look="danger">{say("Discard draft", "丢弃草稿")}</Button>
        <Button look="danger-filled">{say("Purge 212 records", "清除212条")}</Button>
        <Button busy look="primary">{say("Saving", "保存中")}</Button>
        <Button disabledReason={say("Two tasks are open", "还有2件必做的事")} iconEnd={<ArrowRight />}>{say("Move to negotiate", "推进到商务谈判")}</Button>
        <Button look="primary" disabled>{say("Save quote", "保存报价")}</Button>
        <Button size="xs">xs 24</Button><Button>sm 28</Button><Button size="md">md 32</Button><Button size="lg" look="primary" iconEnd={<ArrowRight />}>{say("Create workspace", "建好工作区")}</Button>
      </Block>
      <Block title="IconButton, Kbd">
        <IconButton label={say("Search", "搜索")} keys="mod+k" icon={<Search />} />
        <IconButton label={say("More", "更多")} icon={<Ellipsis />} look="default" />
        <IconButton label={say("Add", "添加")} icon={<Plus />} look="primary" />
        <IconButton label={say("Favourite", "收藏")} icon={<Star />} pressed={star} onClick={() => setStar(!star)} />
        <IconButton size="xs" label={say("Add", "添加")} icon={<Plus />} /><IconButton size="lg" label={say("Add", "添加")} icon={<Plus />} />
        <Kbd keys="mod+k" /><Kbd keys="mod+shift+p" /><Kbd keys="enter" />
      </Block>
      <Block title="Tag, StageTag, Badge, Status">
        {tags.map((tag) => <Tag key={tag.value} hue={tag.hue}>{tag.label}</Tag>)}
        <Tag hue="indigo" onRemove={() => undefined}>{say("Removable", "可移除")}</Tag>
        {stages.map((stage) => <StageTag key={stage.value} hue={stage.hue}>{stage.label}</StageTag>)}
        <Tag tone="warning">{say("Required", "必做")}</Tag><Tag tone="success">{say("Current", "当前")}</Tag><Tag tone="danger">{say("Overdue", "逾期")}</Tag><Tag tone="accent">{say("Filter", "筛选")}</Tag><Tag tone="outline">+2</Tag>
        <Badge count={7} asks label={say("7 tasks", "7项待办")} /><Badge count={12} /><Badge count={4821} />
        <Status tone="done">{say("Passed", "通过")}</Status><Status tone="running">{say("Running", "运行中")}</Status><Status tone="waiting">{say("3 h left", "剩3小时")}</Status><Status tone="failed">{say("Failed", "出错")}</Status><Status tone="skipped">{say("Skipped", "已跳过")}</Status>
      </Block>
      <Block title="Avatar">
        {people.map((person) => <Avatar key={person.id} {...person} alone />)}
        {([20, 24, 32, 40] as const).map((size) => <Avatar key={size} id="u1" name={people[0]?.name ?? ""} size={size} alone />)}
        <AvatarGroup people={people} /><AvatarGroup people={people.slice(0, 2)} />
      </Block>
      <Block title="Piece, Logo">
        {pieces.map((name, at) => <Piece key={name} name={name} hue={hues[at]} size={26} />)}
        {pieces.map((name) => <Piece key={name} name={name} size={26} outline />)}
        <Logo size={40} /><Logo size={40} outline /><Logo size={120} placed={["large-triangle-1", "large-triangle-2", "square", "parallelogram"]} />
      </Block>
      <Block title="FilterChip, QuickFilter">
        <FilterChip label={say("Stage is none of Lost, On hold", "阶段不是输单、暂停")} onRemove={() => undefined}><FilterChipPart>{say("Stage", "阶段")}</FilterChipPart><FilterChipPart>{say("is none of", "不是")}</FilterChipPart><FilterChipPart strong>{say("Lost, On hold", "输单、暂停")}</FilterChipPart></FilterChip>
        <FilterChip label={say("Amount ≥ ¥100,000", "金额 ≥ ¥100,000")} onRemove={() => undefined}><FilterChipPart>{say("Amount", "金额")}</FilterChipPart><FilterChipPart>≥</FilterChipPart><FilterChipPart strong>¥100,000</FilterChipPart></FilterChip>
        <QuickFilter pressed={quick} onChange={setQuick}>{say("Closing this quarter", "本季到期")}</QuickFilter><QuickFilter pressed={!quick} onChange={(on) => setQuick(!on)}>{say("Untouched for 48 h", "48小时未更新")}</QuickFilter>
      </Block>
      <Block title="Tabs">
        <div className={css.fill}>
          <Tabs label="views" value={view} onChange={setView} tabs={[{ value: "all", label: say("All open", "全部进行中"), icon: <TableIcon /> }, { value: "board", label: say("Board", "看板"), icon: <Kanban /> }, { value: "quotes", label: say("Quotes", "报价"), count: 2 }, { value: "off", label: say("Map", "地图"), disabled: true }]} extra={<IconButton size="xs" label={say("Add view", "新建视图")} icon={<Plus />} />} end={<Button look="subtle" icon={<Columns3 />}>{say("Fields", "字段")}</Button>}>
            <p style={{ padding: "12px 8px" }}>{view}</p>
          </Tabs>
        </div>
      </Block>
      <Block title="ProgressBar, Meter">
        <div className={css.fill}>
          <ProgressBar label={say("Importing", "正在导入")} value={0.4} detail={say("48,210 of 120,000 · 1 min left", "48,210 / 120,000 · 还要1分钟")} onCancel={() => undefined} />
          <ProgressBar label={say("Publishing release 23", "正在发布第23版")} />
        </div>
        <span data-figures="tabular">65% <Meter value={0.65} /></span><span data-figures="tabular">65% <Meter value={0.65} width={36} accent /></span>
      </Block>
    </>
  );
}
