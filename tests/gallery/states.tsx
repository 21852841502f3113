import Eye from "lucide-react/icons/eye";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { Button } from "#shared/ui/Button.tsx";
import { Card } from "#shared/ui/Card.tsx";
import { CopyText } from "#shared/ui/CopyText.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { ErrorState } from "#shared/ui/ErrorState.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { SkeletonForm, SkeletonLines, SkeletonRows } from "#shared/ui/Skeleton.tsx";
import { Block } from "./Block.tsx";
import css from "./gallery.module.css";
import type { Samples } from "./samples.ts";

export function States({ said: { say } }: { said: Samples }) {
  return (
    <>
      <Block title="EmptyState"><div className={css.fill}><EmptyState title={say("No opportunities yet. Add the first, or convert a lead.", "还没有商机。新建一条，或从线索转化。")} action={<Button look="primary">{say("New opportunity", "新建商机")}</Button>} link={<Button look="subtle">{say("How stages work", "阶段怎么用")}</Button>} /></div></Block>
      <Block title="ErrorState"><div className={css.fill}><ErrorState title={say("The list could not be loaded.", "列表没加载出来。")} detail={say("Nothing is lost. Try again, or copy the id for support.", "数据都在。再试一次，或把编号发给管理员。")} onRetry={() => undefined} id="7F2K" /></div></Block>
      <Block title="Skeleton"><div className={css.fill}><SkeletonRows rows={4} columns={4} /></div></Block>
      <Block title="Skeleton"><div className={css.fill}><SkeletonForm fields={4} /><br /><SkeletonLines /></div></Block>
      <Block title="Card, Note, CopyText">
        <div className={css.fill}>
          <Card title={say("Quotes", "报价")} count={2} actions={<Button look="subtle" size="xs">{say("New", "新建")}</Button>}>
            <Note tone="success" icon={<Eye />}>{say("Shown. The account’s grade is A.", "显示。客户等级是A。")}</Note><br />
            <Note tone="warning" icon={<TriangleAlert />} title={say("212 quotes have no payment terms", "212张报价没有付款条件")} actions={<><Button size="xs">{say("See them", "去看看")}</Button><Button size="xs">{say("Fill in 30 days", "填30天")}</Button></>}>{say("They open as before and ask for it at the next save.", "照常打开，下次保存时要填。")}</Note><br />
            <Note>{say("Plain information has no colour.", "普通信息没有颜色。")}</Note><br />
            <CopyText text="01928c7e-7f2k" />
          </Card>
        </div>
      </Block>
    </>
  );
}
