import { useRouter, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useRef, useState, type MouseEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMediaQuery } from "@mantine/hooks";
import css from "./frame.module.css";
import { FrameContext } from "./frame-context.ts";
import { Navigation } from "./nav/Navigation.tsx";
import { PhoneTabs } from "./nav/PhoneTabs.tsx";

const PhoneDrawer = lazy(async () => ({ default: (await import("./nav/PhoneDrawer.tsx")).PhoneDrawer }));
const CommandPalette = lazy(async () => ({ default: (await import("./palette/CommandPalette.tsx")).CommandPalette }));

/** A record or its form: on a phone these have a bar of their own at the bottom. */
const IN_RECORD = /^\/w\/[^/]+\/o\/[^/]+\/./;

/** What stands around every screen of a workspace: navigation (rail when narrow, drawer and tab bar on a phone), palette, keys. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation("shell");
  const isPhone = useMediaQuery("(max-width: 767px)") === true;
  const isRail = useMediaQuery("(max-width: 1099px)") === true && !isPhone;
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const follow = useInternalLinks();
  const openPalette = useCallback(() => setPaletteOpen(true), []);

  useEffect(() => setDrawerOpen(false), [path]);
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if ((event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setPaletteOpen(true);
      }
    }
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);

  return (
    <FrameContext value={{ openPalette }}>
      <div className={css.frame} data-rail={isRail || undefined} data-phone={isPhone || undefined} onClick={follow}>
        <a className={css.skip} href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>{t("skip")}</a>
        {!isPhone && <Navigation rail={isRail} onSearch={openPalette} />}
        <main id="main" className={css.main} ref={main} tabIndex={-1}>{children}</main>
        {isPhone && !IN_RECORD.test(path) && <PhoneTabs onMore={() => setDrawerOpen(true)} onSearch={openPalette} />}
        {isPhone && isDrawerOpen && (
          <Suspense fallback={null}>
            <PhoneDrawer onClose={() => setDrawerOpen(false)} onFollow={follow} onSearch={() => { setDrawerOpen(false); openPalette(); }} />
          </Suspense>
        )}
        {isPaletteOpen && <Suspense fallback={null}><CommandPalette onClose={() => setPaletteOpen(false)} /></Suspense>}
      </div>
    </FrameContext>
  );
}

/** Plain links to the runtime's own screens change the screen without loading the page anew; all other clicks are the browser's. */
function useInternalLinks(): (event: MouseEvent) => void {
  const router = useRouter();
  return (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || link.target !== "" || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (!/^\/(w\/|$|new-workspace)/.test(link.pathname) || link.hash !== "") return;
    event.preventDefault();
    router.history.push(link.pathname + link.search);
  };
}
