import { useEffect, useState } from "react";

/** For what is drawn only while it is open, a dialog above all: once it is gone the focus is where it was before. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => {
    // After the focus trap has let go.
    requestAnimationFrame(() => {
      if (before instanceof HTMLElement && before.isConnected && (document.activeElement === null || document.activeElement === document.body)) before.focus();
    });
  }, [before]);
}
