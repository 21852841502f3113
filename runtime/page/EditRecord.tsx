import { lazy, Suspense, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { Drawer } from "#shared/ui/Drawer.tsx";
import { SkeletonForm } from "#shared/ui/Skeleton.tsx";
import { useShown } from "./record-context.ts";
import { recordTitle } from "./record-title.ts";

const RecordForm = lazy(async () => ({ default: (await import("#runtime/form/RecordForm.tsx")).RecordForm }));
const FormPage = lazy(async () => ({ default: (await import("#runtime/form/FormPage.tsx")).FormPage }));

/** The whole form of the record that is shown: beside it, or where it has lines in its place. */
export function EditRecord({ place, onClose }: { place: "page" | "drawer"; onClose: () => void }) {
  const { object, record } = useShown();
  const { t } = useTranslation("page");
  const { format } = useFieldPorts();
  const closing = useRef<(() => void) | null>(null);
  const title = t("editRecord", { title: recordTitle(object, record, format) });
  const form = <RecordForm object={object} record={record} inDrawer={place === "drawer"} closing={closing} onSaved={onClose} onClose={onClose} />;
  if (place === "page") return <Suspense fallback={<SkeletonForm />}><FormPage object={object} title={title}>{form}</FormPage></Suspense>;
  return (
    <Drawer opened width={560} title={title} closeOnClickOutside={false} onClose={() => (closing.current ?? onClose)()}>
      <Suspense fallback={<SkeletonForm />}>{form}</Suspense>
    </Drawer>
  );
}
