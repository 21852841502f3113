import "@mantine/core/styles/Drawer.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/Paper.layer.css";
import { Drawer as MantineDrawer } from "@mantine/core";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Mantine } from "./mantine.tsx";
import css from "./Drawer.module.css";
import { IconButton } from "./IconButton.tsx";

export interface DrawerProps {
  opened: boolean;
  onClose: () => void;
  title: ReactNode;
  width?: 480 | 560;
  /** From the left for the navigation of a narrow window. */
  side?: "right" | "left";
  /** False for a peek: the list behind it stays usable and there is no scrim. */
  modal?: boolean;
  /** Beside the ×: open as page, previous, next. */
  tools?: ReactNode;
  children?: ReactNode;
  /** Bottom right, the primary one last. */
  actions?: ReactNode;
  closeOnClickOutside?: boolean;
}

/** A panel from the side, to create or to peek; the whole screen on a phone. */
export function Drawer({ opened, onClose, title, width = 480, side = "right", modal = true, tools, children, actions, closeOnClickOutside = modal }: DrawerProps) {
  const { t } = useTranslation("ui");
  return (
    <Mantine>
      <MantineDrawer.Root opened={opened} onClose={onClose} position={side} size={width} trapFocus={modal} lockScroll={modal} closeOnClickOutside={closeOnClickOutside} zIndex="var(--z-drawer)" transitionProps={{ duration: 200, timingFunction: "cubic-bezier(.2, 0, 0, 1)" }} classNames={{ inner: css.inner, content: css.drawer, header: css.header, title: css.title, body: css.body, overlay: css.scrim }}>
        {modal && <MantineDrawer.Overlay />}
        <MantineDrawer.Content aria-modal={modal || undefined} data-side={side}>
          <MantineDrawer.Header>
            <MantineDrawer.Title>{title}</MantineDrawer.Title>
            <span className={css.tools}>
              {tools}
              <IconButton label={t("close")} keys="esc" icon={<X />} onClick={onClose} tooltipSide="bottom" />
            </span>
          </MantineDrawer.Header>
          <MantineDrawer.Body>{children}</MantineDrawer.Body>
          {actions !== undefined && <div className={css.foot}>{actions}</div>}
        </MantineDrawer.Content>
      </MantineDrawer.Root>
    </Mantine>
  );
}
