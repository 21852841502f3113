import "@mantine/core/styles/Modal.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/Paper.layer.css";
import { Modal } from "@mantine/core";
import X from "lucide-react/icons/x";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Mantine } from "./mantine.tsx";
import css from "./Dialog.module.css";
import { IconButton } from "./IconButton.tsx";

export interface DialogProps {
  opened: boolean;
  /** Escape, × and a click outside ask for it. */
  onClose: () => void;
  /** A question or a task. */
  title: ReactNode;
  width?: 440 | 560 | 720;
  children?: ReactNode;
  /** Bottom right, the primary one last. */
  actions?: ReactNode;
  /** Bottom left: a check box, a link. */
  aside?: ReactNode;
  /** False while something would be lost by a click outside. */
  closeOnClickOutside?: boolean;
}

/** A dialog, on a phone a sheet from below. Only where undo cannot exist; never over another one. */
export function Dialog({ opened, onClose, title, width = 440, children, actions, aside, closeOnClickOutside = true }: DialogProps) {
  const { t } = useTranslation("ui");
  useFocusBack(opened);
  return (
    <Mantine>
      <Modal.Root opened={opened} onClose={onClose} centered size={width} closeOnClickOutside={closeOnClickOutside} zIndex="var(--z-dialog)" transitionProps={{ transition: "fade", duration: 140 }} classNames={{ inner: css.inner, content: css.dialog, body: css.body, header: css.header, title: css.title, overlay: css.scrim }}>
        <Modal.Overlay />
        <Modal.Content>
          <Modal.Header>
            <Modal.Title>{title}</Modal.Title>
            <IconButton label={t("close")} keys="esc" icon={<X />} onClick={onClose} tooltipSide="bottom" />
          </Modal.Header>
          <Modal.Body>{children}</Modal.Body>
          {(actions !== undefined || aside !== undefined) && (
            <div className={css.foot}>
              {aside}
              <div className={css.actions}>{actions}</div>
            </div>
          )}
        </Modal.Content>
      </Modal.Root>
    </Mantine>
  );
}

/**
 * Mantine gives the focus back to what had it when a dialog opens; one that is drawn only while it is open never opens in its eyes.
 * Once such a one is gone, the focus is where it was before it was drawn.
 */
function useFocusBack(opened: boolean): void {
  const [before] = useState(() => (opened ? document.activeElement : null));
  useEffect(() => () => {
    // After the focus trap has let go.
    requestAnimationFrame(() => {
      const isFree = document.activeElement === null || document.activeElement === document.body;
      if (isFree && before instanceof HTMLElement && before.isConnected) before.focus();
    });
  }, [before]);
}
