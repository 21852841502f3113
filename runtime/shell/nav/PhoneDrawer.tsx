import { useTranslation } from "react-i18next";
import type { MouseEvent } from "react";
import { Drawer } from "#shared/ui/Drawer.tsx";
import { Navigation } from "./Navigation.tsx";

/** The whole navigation of a phone, from the left. It floats outside of the frame, so its links are followed here. */
export function PhoneDrawer({ onClose, onSearch, onFollow }: { onClose: () => void; onSearch: () => void; onFollow: (event: MouseEvent) => void }) {
  const { t } = useTranslation("shell");
  return (
    <Drawer opened onClose={onClose} title={t("nav.title")} side="left">
      <div onClick={onFollow}><Navigation rail={false} inDrawer onSearch={onSearch} /></div>
    </Drawer>
  );
}
