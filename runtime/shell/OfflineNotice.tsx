import CloudOff from "lucide-react/icons/cloud-off";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import css from "./shell.module.css";

function subscribe(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}

/** One line over everything while there is no network. */
export function OfflineNotice() {
  const { t } = useTranslation("shell");
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status" className={css.offline} hidden={isOnline}>
      {!isOnline && (
        <>
          <CloudOff aria-hidden="true" />
          {t("offline")}
        </>
      )}
    </div>
  );
}
