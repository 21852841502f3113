import CircleAlert from "lucide-react/icons/circle-alert";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleDashed from "lucide-react/icons/circle-dashed";
import CircleX from "lucide-react/icons/circle-x";
import Clock from "lucide-react/icons/clock";
import type { ReactNode } from "react";
import css from "./Status.module.css";
import { Spinner } from "./Spinner.tsx";

/** How a run, an import, a release, an approval stands. */
export type StatusTone = "done" | "running" | "waiting" | "attention" | "failed" | "skipped";

const icons: Record<StatusTone, ReactNode> = {
  done: <CircleCheck aria-hidden="true" />, running: <Spinner />, waiting: <Clock aria-hidden="true" />,
  attention: <CircleAlert aria-hidden="true" />, failed: <CircleX aria-hidden="true" />, skipped: <CircleDashed aria-hidden="true" />,
};

/** The state of a system thing: icon and word, no pill. */
export function Status({ tone, children }: { tone: StatusTone; children: ReactNode }) {
  return <span className={css.status} data-tone={tone}>{icons[tone]}{children}</span>;
}
