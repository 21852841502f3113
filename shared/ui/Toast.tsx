import CircleAlert from "lucide-react/icons/circle-alert";
import X from "lucide-react/icons/x";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import css from "./Toast.module.css";
import { closeToast, liveToasts, subscribeToasts, type LiveToast } from "./toast-store.ts";

export { toast } from "./toast-store.ts";

/** Where toasts appear; the provider has one. */
export function ToastHost() {
  const toasts = useSyncExternalStore(subscribeToasts, liveToasts);
  const [held, setHeld] = useState(false);
  return (
    <div className={css.host} onMouseEnter={() => setHeld(true)} onMouseLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <div role="status" aria-live="polite" className={css.stack}>
        {toasts.filter((one) => one.error !== true).map((one) => <Line key={one.id} toast={one} held={held} />)}
      </div>
      <div role="alert" className={css.stack}>
        {toasts.filter((one) => one.error === true).map((one) => <Line key={one.id} toast={one} held={held} />)}
      </div>
    </div>
  );
}

function Line({ toast, held }: { toast: LiveToast; held: boolean }) {
  const { t } = useTranslation("ui");
  useLife(toast, held);
  const step = toast.undo === undefined ? toast.action : { label: t("undo"), run: toast.undo };
  return (
    <div className={css.toast}>
      {toast.error === true && <CircleAlert className={css.sign} aria-hidden="true" />}
      <span className={css.text}>{toast.text}</span>
      {step !== undefined && (
        <button type="button" className={css.step} onClick={() => { closeToast(toast.id); step.run(); }}>{step.label}</button>
      )}
      <button type="button" className={css.close} aria-label={t("close")} onClick={() => closeToast(toast.id)}><X aria-hidden="true" /></button>
    </div>
  );
}

/** Ends a toast when its time is up; the clock stands while the pointer or the focus is on one. */
function useLife(toast: LiveToast, held: boolean): void {
  const left = useRef(toast.life);
  useEffect(() => {
    if (held || left.current === undefined) return;
    const since = Date.now();
    const timer = setTimeout(() => closeToast(toast.id), left.current);
    return () => {
      clearTimeout(timer);
      if (left.current !== undefined) left.current -= Date.now() - since;
    };
  }, [toast.id, held]);
}
