import Columns3 from "lucide-react/icons/columns-3";
import Copy from "lucide-react/icons/copy";
import Ellipsis from "lucide-react/icons/ellipsis";
import Pencil from "lucide-react/icons/pencil";
import Trash2 from "lucide-react/icons/trash-2";
import { useState } from "react";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { Drawer } from "#shared/ui/Drawer.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Menu } from "#shared/ui/Menu.tsx";
import { Popover } from "#shared/ui/Popover.tsx";
import { Switch } from "#shared/ui/Switch.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { toast } from "#shared/ui/Toast.tsx";
import { Tooltip } from "#shared/ui/Tooltip.tsx";
import { Block } from "./Block.tsx";
import css from "./gallery.module.css";
import type { Samples } from "./samples.ts";

export function Floats({ said: { say } }: { said: Samples }) {
  const [open, setOpen] = useState<"dialog" | "drawer" | "peek">();
  const close = (): void => setOpen(undefined);
  const names = say("Account,Amount,Chance,Close date,Owner,Stage,Tags,Last touch,Source,Budget", "客户,金额,赢率,预计成交,负责人,阶段,标签,最近跟进,来源,预算").split(",");
  return (
    <>
      <Block title="Menu, Popover, Tooltip">
        <Menu label={say("Record", "记录")} entries={[{ key: "delete", label: say("Delete", "删除"), icon: <Trash2 />, keys: "mod+backspace", danger: true }, { key: "edit", label: say("Edit", "编辑"), icon: <Pencil />, keys: "e" }, { key: "copy", label: say("Duplicate", "复制一份"), icon: <Copy />, keys: "mod+d" }, { key: "lock", label: say("Unlock", "解锁"), disabledReason: say("Chen Mo can grant it", "可以找陈默开通") }]}>
          <IconButton label={say("More", "更多")} icon={<Ellipsis />} look="default" />
        </Menu>
        <Menu label={say("Fields", "字段")} entries={names.map((label, at) => ({ key: label, label, checked: at % 3 === 0 }))}><Button look="subtle" icon={<Columns3 />}>{say("Fields", "字段")}</Button></Menu>
        <Popover label={say("View", "视图")} target={<Button>{say("View settings", "视图设置")}</Button>}>
          {(done) => <div className={css.panel}><TextInput label={say("Name", "名称")} value={say("All open", "全部进行中")} onChange={() => undefined} /><Switch label={say("For everyone", "所有人可见")} labelFirst checked onChange={() => undefined} /><Button look="primary" onClick={done}>{say("Save view", "保存视图")}</Button></div>}
        </Popover>
        <Tooltip label={say("Opens the palette", "打开命令面板")} keys="mod+k"><Button>{say("Hover me", "悬停看看")}</Button></Tooltip>
      </Block>
      <Block title="Dialog, Drawer, Toast">
        <Button onClick={() => setOpen("dialog")}>{say("Send quote…", "发送报价")}</Button>
        <Button onClick={() => setOpen("drawer")}>{say("New contact", "新建联系人")}</Button>
        <Button onClick={() => setOpen("peek")}>{say("Peek", "速览")}</Button>
        <Button onClick={() => toast({ text: say("212 opportunities moved to Zhou Yiran", "212条商机已转给周亦然"), undo: () => undefined })}>{say("Move 212", "转给周亦然")}</Button>
        <Button onClick={() => toast({ error: true, text: say("Saving did not work. Your text is kept here.", "没存上，内容还在。"), action: { label: say("Try again", "再试一次"), run: () => undefined } })}>{say("Break", "出错")}</Button>
      </Block>
      <Dialog opened={open === "dialog"} onClose={close} title={say("Send this quote to Hengchuan?", "把报价发给衡川精密？")} actions={<><Button size="md" onClick={close}>{say("Cancel", "取消")}</Button><Button size="md" look="primary" onClick={close}>{say("Send quote", "发送报价")}</Button></>}>
        {say("It cannot be taken back.", "发出后不能收回。")}
      </Dialog>
      <Drawer opened={open === "drawer"} onClose={close} title={say("New contact", "新建联系人")} actions={<><Button size="md" onClick={close}>{say("Cancel", "取消")}</Button><Button size="md" look="primary" onClick={close}>{say("Save contact", "保存联系人")}</Button></>}>
        <div className={css.form}><TextInput label={say("Name", "姓名")} required value="" onChange={() => undefined} autoFocus /><TextInput label={say("Phone", "电话")} value="" onChange={() => undefined} /></div>
      </Drawer>
      <Drawer opened={open === "peek"} onClose={close} modal={false} width={560} title={say("Line 3 inspection cells", "三号线视觉检测工作站")}>{say("The list stays usable.", "左边的列表照常能用。")}</Drawer>
    </>
  );
}
