import ChevronRight from "lucide-react/icons/chevron-right";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldInfo, Setting } from "#shared/kinds/define.ts";
import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { diagnosticAt, useDiagnosticText } from "../draft/diagnostic-text.ts";
import { SettingControl } from "./SettingControl.tsx";
import css from "./inspector.module.css";

export interface InspectorProps {
  /** A kind's settings (`fieldSettings(kind)`, `BlockKind.settings`, `ViewKind.settings`). */
  settings: readonly Setting[];
  /** The element (field, block, view) that has them. */
  element: Readonly<Record<string, unknown>>;
  /** Whose fields its names and conditions are about; null on pages without one. */
  object: ObjectModel | null;
  /** Of a field: itself, compiled; its default and limits are entered as its own values are. */
  field?: FieldInfo | undefined;
  /** `undefined` takes the setting out of the element. */
  onChange: (setting: string, value: unknown) => void;
  /** All of the document, and the element's place in it (JSON pointer): what is wrong is shown at its control. */
  diagnostics?: readonly Diagnostic[];
  pointer?: string;
  readOnly?: boolean;
}

/** Draws any kind's settings with the runtime's own inputs; rare ones stand under "more", which opens by itself where one is set or wrong. */
export function Inspector({ settings, element, object, field, onChange, diagnostics = [], pointer = "", readOnly = false }: InspectorProps) {
  const { t } = useTranslation("studio");
  const text = useDiagnosticText();
  const errorOf = (setting: Setting): string | undefined => {
    const found = diagnosticAt(diagnostics, `${pointer}/${setting.name}`);
    return found && text(found);
  };
  const plain = settings.filter((setting) => setting.advanced !== true);
  const advanced = settings.filter((setting) => setting.advanced === true);
  const isNeeded = advanced.some((setting) => element[setting.name] !== undefined || errorOf(setting) !== undefined);
  const [isOpened, setOpened] = useState(false);
  const isOpen = isOpened || isNeeded;
  const draw = (setting: Setting) => (
    <SettingControl
      key={setting.name}
      setting={setting}
      element={element}
      object={object}
      field={field}
      error={errorOf(setting)}
      readOnly={readOnly}
      onChange={(value) => onChange(setting.name, value)}
    />
  );
  return (
    <div className={css.settings}>
      {plain.map(draw)}
      {advanced.length > 0 && !isNeeded && (
        <button type="button" className={css.more} aria-expanded={isOpen} onClick={() => setOpened(!isOpened)}>
          <ChevronRight aria-hidden="true" />
          {t("inspector.more", { count: advanced.length })}
        </button>
      )}
      {isOpen && advanced.map(draw)}
    </div>
  );
}
