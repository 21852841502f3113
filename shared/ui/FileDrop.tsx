import FileIcon from "lucide-react/icons/file";
import RotateCw from "lucide-react/icons/rotate-cw";
import Upload from "lucide-react/icons/upload";
import X from "lucide-react/icons/x";
import { useRef, useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import { formatBytes } from "./bytes.ts";
import { FieldFrame, frameOf, type FieldProps } from "./FieldFrame.tsx";
import css from "./FileDrop.module.css";
import { useFormat } from "./format.ts";
import { IconButton } from "./IconButton.tsx";
import { useUploads, type StoredFile, type UploadFile } from "./use-uploads.ts";

export type { StoredFile, UploadFile } from "./use-uploads.ts";

export interface FileDropProps extends FieldProps {
  value: readonly StoredFile[];
  onChange: (value: StoredFile[]) => void;
  /** Sends one file; tells how far it is (0 … 1); rejects with an Error whose message a person can read. */
  upload: UploadFile;
  /** As the `accept` of a file input: ".pdf,image/*". */
  accept?: string | undefined;
  /** bytes */
  maxSize?: number | undefined;
  /** One file only: a new one takes the old one's place. */
  single?: boolean | undefined;
  /** In a grid cell: a small panel over it instead of a zone. */
  compact?: boolean | undefined;
  /** Where a stored file is opened. */
  hrefOf?: ((file: StoredFile) => string) | undefined;
}

/** Files by drop, paste or choice; each with its progress, each can be cancelled, tried again, removed. */
export function FileDrop(props: FileDropProps) {
  const { value, onChange, upload, accept, maxSize, single = false, compact = false, hrefOf, readOnly, disabled } = props;
  const { t } = useTranslation("ui");
  const { locale } = useFormat();
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const uploads = useUploads({
    value, onChange, upload, single,
    refuse: (file) => (maxSize !== undefined && file.size > maxSize ? t("fileTooBig", { max: formatBytes(maxSize, locale) }) : undefined),
    failed: t("uploadFailed"),
  });
  const fixed = readOnly === true || disabled === true;

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    uploads.add([...event.dataTransfer.files]);
  }
  return (
    <FieldFrame {...frameOf(props)} group>
      {(wiring) => (
        <div role="group" {...wiring} className={css.files} data-compact={compact || undefined} onPaste={(event) => !fixed && uploads.add([...event.clipboardData.files])}>
          {(value.length > 0 || uploads.going.length > 0) && (
            <ul className={css.list}>
              {value.map((file) => (
                <li key={file.file} className={css.row}>
                  <FileIcon aria-hidden="true" />
                  {hrefOf === undefined ? <span className={css.name}>{file.name}</span> : <a className={css.name} href={hrefOf(file)} target="_blank" rel="noreferrer">{file.name}</a>}
                  <span className={css.size}>{formatBytes(file.size, locale)}</span>
                  {!fixed && <IconButton size="xs" label={t("remove", { name: file.name })} icon={<X />} onClick={() => onChange(value.filter((one) => one.file !== file.file))} />}
                </li>
              ))}
              {uploads.going.map((going) => (
                <li key={going.key} className={css.row} data-failed={going.problem !== undefined || undefined}>
                  <FileIcon aria-hidden="true" />
                  <span className={css.name}>{going.file.name}</span>
                  <span className={css.size} role={going.problem === undefined ? undefined : "alert"}>{going.problem ?? new Intl.NumberFormat(locale, { style: "percent" }).format(going.progress)}</span>
                  {going.problem !== undefined && !going.refused && <IconButton size="xs" label={t("tryAgain")} icon={<RotateCw />} onClick={() => uploads.retry(going)} />}
                  <IconButton size="xs" label={t("cancel")} icon={<X />} onClick={() => uploads.cancel(going)} />
                  {going.problem === undefined && <span className={css.progress} style={{ width: `${going.progress * 100}%` }} />}
                </li>
              ))}
            </ul>
          )}
          {!fixed && !(compact && single && value.length > 0) && (
            <button type="button" autoFocus={compact} className={css.zone} data-over={over || undefined} onClick={() => chooser.current?.click()} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
              <Upload aria-hidden="true" />
              <span>{compact ? t("chooseFile") : single ? t("dropFile") : t("dropFiles")}</span>
            </button>
          )}
          {fixed && value.length === 0 && <span className={css.none}>–</span>}
          <input ref={chooser} type="file" hidden multiple={!single} accept={accept} onChange={(event) => {
            uploads.add([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = "";
          }} />
        </div>
      )}
    </FieldFrame>
  );
}
