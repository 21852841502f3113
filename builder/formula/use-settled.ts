import { useEffect, useState } from "react";

/** ms after the last letter */
const PAUSE = 500;

/** Whether a text has stood still for a moment: what is being typed is not called wrong at every letter. */
export function useSettled(text: string): boolean {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return settled === text;
}
