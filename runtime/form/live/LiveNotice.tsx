import CircleAlert from "lucide-react/icons/circle-alert";
import { useTranslation } from "react-i18next";
import { Note } from "#shared/ui/Note.tsx";
import type { LiveStore } from "./live-store.ts";
import { useLive } from "./use-live.ts";

/** What a save would complain about and that stands at no field. */
export function LiveNotice({ live }: { live: LiveStore }) {
  const { t } = useTranslation("form");
  const [errorsAbove, warningsAbove] = useLive(live, ({ remarks }) => [[...remarks.errorsAbove], [...remarks.warningsAbove]] as [string[], string[]]);
  return (
    <>
      {errorsAbove.length > 0 && (
        <Note tone="danger" icon={<CircleAlert aria-hidden="true" />} title={t("live.errors", { count: errorsAbove.length })}>
          {errorsAbove.map((message) => <p key={message}>{message}</p>)}
        </Note>
      )}
      {warningsAbove.length > 0 && <Note tone="warning">{warningsAbove.map((message) => <p key={message}>{message}</p>)}</Note>}
    </>
  );
}
