import { EmptyCell, LineCell } from "./cells.tsx";
import css from "./cells.module.css";
import type { Json } from "#shared/lib/json.ts";

/** Text that leads somewhere. Without `href` (a masked value is no address) it is only text. */
export function LinkCell({ value, text, href, outside = false }: { value: Json; text: string; href: string | null; outside?: boolean }) {
  if (typeof value !== "string") return <EmptyCell />;
  if (href === null) return <LineCell text={text} />;
  return <a className={`${css.link} ${css.line}`} href={href} title={value} {...(outside && { target: "_blank", rel: "noopener noreferrer" })}>{text}</a>;
}
