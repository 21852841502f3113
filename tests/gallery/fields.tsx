import Search from "lucide-react/icons/search";
import { useState, type ReactNode } from "react";
import { AsyncMultiPicker, AsyncPicker, type PickItem } from "#shared/ui/AsyncPicker.tsx";
import { Avatar } from "#shared/ui/Avatar.tsx";
import { Checkbox } from "#shared/ui/Checkbox.tsx";
import { DateInput } from "#shared/ui/DateInput.tsx";
import { DateTimeInput } from "#shared/ui/DateTimeInput.tsx";
import { DecimalInput } from "#shared/ui/DecimalInput.tsx";
import { FileDrop, type StoredFile, type UploadFile } from "#shared/ui/FileDrop.tsx";
import { matches } from "#shared/ui/match.ts";
import { MonthInput } from "#shared/ui/MonthInput.tsx";
import { MultiSelect } from "#shared/ui/MultiSelect.tsx";
import { Rating } from "#shared/ui/Rating.tsx";
import { SegmentedControl } from "#shared/ui/SegmentedControl.tsx";
import { Select } from "#shared/ui/Select.tsx";
import { Switch } from "#shared/ui/Switch.tsx";
import { TagsInput } from "#shared/ui/TagsInput.tsx";
import { TextArea } from "#shared/ui/TextArea.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { Block } from "./Block.tsx";
import css from "./gallery.module.css";
import type { Samples } from "./samples.ts";

/** Holds one value for a field. */
function Hold<Value>({ start, children }: { start: Value; children: (value: Value, set: (value: Value) => void) => ReactNode }) {
  const [value, setValue] = useState<Value>(start);
  return children(value, setValue);
}

function finder(items: readonly PickItem[]) {
  return async (query: string, signal: AbortSignal): Promise<readonly PickItem[]> => {
    await new Promise((done) => setTimeout(done, 120));
    signal.throwIfAborted();
    return items.filter((item) => matches(query, `${item.title} ${item.subtitle ?? ""}`));
  };
}

const slowUpload: UploadFile = async (file, { onProgress, signal }) => {
  for (let step = 1; step <= 10; step++) {
    await new Promise((done) => setTimeout(done, 150));
    signal.throwIfAborted();
    if (file.name.includes("bad") && step === 6) throw new Error("Connection lost");
    onProgress(step / 10);
  }
  return { file: crypto.randomUUID(), name: file.name, size: file.size, type: file.type };
};

export function Fields({ said: { say, people, tags, accounts, terms } }: { said: Samples }) {
  const users: PickItem[] = people.map((person) => ({ id: person.id, title: person.name, mark: <Avatar {...person} /> }));
  return (
    <>
      <Block title={say("Text and numbers", "文本和数字")}>
        <div className={css.form}>
          <Hold start={say("Line 3 inspection cells", "三号线视觉检测工作站")}>{(value, set) => <TextInput label={say("Name", "名称")} required value={value} onChange={set} />}</Hold>
          <Hold start="">{(value, set) => <TextInput label={say("Find", "查找")} before={<Search />} clearable placeholder={say("Find a field or block", "查找字段或区块")} value={value} onChange={set} />}</Hold>
          <Hold<string | null> start="1286000.5">{(value, set) => <DecimalInput label={say("Budget", "预算（含税）")} prefix="¥" scale={2} value={value} onChange={set} help={`→ ${value ?? "null"}`} />}</Hold>
          <Hold<string | null> start="12.5">{(value, set) => <DecimalInput label={say("Discount", "折扣")} note={<span style={{ color: "var(--warning-text)" }}>{say("shown when a rule holds", "按规则显示")}</span>} suffix="%" value={value} onChange={set} />}</Hold>
          <Hold<string | null> start="45">{(value, set) => <DecimalInput label={say("Delivery within", "交货期")} suffix={say("days", "天")} value={value} onChange={set} readOnly />}</Hold>
          <Hold<string | null> start="-2">{(value, set) => <DecimalInput label={say("Quantity", "数量")} value={value} onChange={set} error={say("Below zero. Enter 1 or more.", "不能小于0，要填1或更大。")} />}</Hold>
          <TextInput label={say("Disabled", "停用")} value={say("Cannot be changed", "不能改")} onChange={() => undefined} disabled />
          <TextInput label={say("In an inspector", "检查器里")} size="sm" value="discount" onChange={() => undefined} />
          <div className={css.wide}><Hold start="">{(value, set) => <TextArea label={say("Remarks for the customer", "给客户的备注")} placeholder={say("Printed on the quote", "印在报价单上")} value={value} onChange={set} />}</Hold></div>
        </div>
      </Block>
      <Block title={say("Choices", "选项")}>
        <div className={css.form}>
          <Hold<string | null> start={null}>{(value, set) => <Select label={say("Payment terms", "付款条件")} required placeholder={say("By account and date", "按客户和日期")} options={terms} value={value} onChange={set} />}</Hold>
          <Hold<string | null> start="vision">{(value, set) => <Select label={say("Field", "领域")} options={tags} value={value} onChange={set} />}</Hold>
          <Hold<readonly string[]> start={["vision", "expansion", "tender"]}>{(value, set) => <MultiSelect label={say("Tags", "标签")} options={tags} value={value} onChange={set} />}</Hold>
          <Hold<readonly string[]> start={[say("urgent", "加急")]}>{(value, set) => <TagsInput label={say("Words", "关键词")} help={say("Enter or comma ends a word", "回车或逗号结束一个词")} value={value} onChange={set} />}</Hold>
          <Hold<string | null> start="vision">{(value, set) => <Select label={say("Read-only", "只读")} readOnly options={tags} value={value} onChange={set} />}</Hold>
          <Hold<string | null> start={null}>{(value, set) => <Select label={say("With an error", "有错")} options={terms} value={value} onChange={set} error={say("Choose one.", "选一项。")} />}</Hold>
          <Hold<PickItem | null> start={null}>{(value, set) => <AsyncPicker label={say("Account", "客户")} required placeholder={say("Choose an account", "选择客户")} search={finder(accounts)} value={value} onChange={set} onCreate={async (title) => ({ id: title, title })} />}</Hold>
          <Hold<PickItem | null> start={users[0] ?? null}>{(value, set) => <AsyncPicker label={say("Owner", "负责人")} search={finder(users)} value={value} onChange={set} />}</Hold>
          <div className={css.wide}><Hold<readonly PickItem[]> start={users.slice(1, 3)}>{(value, set) => <AsyncMultiPicker label={say("Team", "协同人")} search={finder(users)} value={value} onChange={set} />}</Hold></div>
        </div>
      </Block>
      <Block title={say("Dates", "日期")}>
        <div className={css.form}>
          <Hold<string | null> start="2026-12-12">{(value, set) => <DateInput label={say("Close date", "预计成交")} value={value} onChange={set} help={`→ ${value ?? "null"}`} />}</Hold>
          <Hold<string | null> start="2026-11-24T08:30:00.000Z">{(value, set) => <DateTimeInput label={say("Next visit", "下次拜访")} value={value} onChange={set} help={`→ ${value ?? "null"}`} />}</Hold>
          <Hold<string | null> start="2026-11">{(value, set) => <MonthInput label={say("Month", "月份")} value={value} onChange={set} help={`→ ${value ?? "null"}`} />}</Hold>
          <Hold<string | null> start={null}>{(value, set) => <DateInput label={say("Due", "到期")} placeholder={say("12 Dec, tomorrow, +3", "12月12日、明天、+3")} value={value} onChange={set} error={say("Close date is before today. Choose 24 Nov or later.", "预计成交早于今天，要选11月24日或之后。")} />}</Hold>
        </div>
      </Block>
      <Block title={say("Yes, no, how much", "开关")}>
        <div className={css.form}>
          <Hold start={true}>{(value, set) => <Checkbox label={say("Site survey done", "完成现场勘测")} checked={value} onChange={set} />}</Hold>
          <Hold start={false}>{(value, set) => <Checkbox label={say("Offer reviewed", "技术方案评审")} help={say("by the technical lead", "由技术负责人")} checked={value} onChange={set} />}</Hold>
          <Checkbox label={say("Some", "部分")} mixed checked={false} onChange={() => undefined} />
          <Checkbox label={say("Disabled", "停用")} disabled checked onChange={() => undefined} />
          <Hold start={true}>{(value, set) => <Switch label={say("On phone", "手机上显示")} labelFirst checked={value} onChange={set} />}</Hold>
          <Hold start={false}>{(value, set) => <Switch label={say("With sample data", "带上示例数据")} help={say("Cleared with one click in settings", "在「设置」里一键清除")} checked={value} onChange={set} />}</Hold>
          <Hold<number | null> start={3}>{(value, set) => <Rating label={say("Satisfaction", "满意度")} value={value} onChange={set} />}</Hold>
          <Hold<"no" | "yes" | "when"> start="no">{(value, set) => <SegmentedControl label={say("Required", "必填")} value={value} onChange={set} segments={[{ value: "no", label: say("No", "否") }, { value: "yes", label: say("Yes", "是") }, { value: "when", label: say("When…", "按条件") }]} />}</Hold>
          <div className={css.wide}><Hold<readonly StoredFile[]> start={[{ file: "f1", name: say("Quote QT-2026-0891.pdf", "报价单QT-2026-0891.pdf"), size: 248_210, type: "application/pdf" }]}>{(value, set) => <FileDrop label={say("Drawings", "图纸")} value={value} onChange={set} upload={slowUpload} maxSize={5_000_000} />}</Hold></div>
        </div>
      </Block>
    </>
  );
}
