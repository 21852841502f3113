import { useRouter } from "@tanstack/react-router";
import type { MouseEvent } from "react";

/** Goes to one of the studio's screens (`studioPaths`) without loading the page anew. */
export function useGo(): (path: string) => void {
  const router = useRouter();
  return (path) => router.history.push(path);
}

/** Plain links to the studio's own screens change the screen without loading the page anew; all other clicks are the browser's. */
export function useStudioLinks(): (event: MouseEvent) => void {
  const go = useGo();
  return (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || link.target !== "" || link.hasAttribute("download") || link.origin !== location.origin || link.hash !== "") return;
    if (!link.pathname.startsWith("/studio/")) return;
    event.preventDefault();
    go(link.pathname + link.search);
  };
}
