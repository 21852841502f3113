import Copy from "lucide-react/icons/copy";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { isJsonObject, poisonedKey, sameJson } from "#shared/lib/json.ts";
import { labelText } from "#shared/lib/label.ts";
import { isKnownKind, type Document } from "#shared/metadata/document.ts";
import { ButtonLink } from "#shared/ui/Button.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { SkeletonLines } from "#shared/ui/Skeleton.tsx";
import { replaceDocument } from "../commands/edits.ts";
import { useDiagnosticText } from "../draft/diagnostic-text.ts";
import { useDocumentEditor, type DocumentEditor } from "../draft/hooks.ts";
import { designerPath, studioPaths } from "../shell/hrefs.ts";
import { StudioFrame } from "../shell/StudioFrame.tsx";
import type { Mark } from "./JsonEditor.tsx";
import css from "./code.module.css";

const JsonEditor = lazy(() => import("./JsonEditor.tsx"));

/** ms after the last key before the text becomes the document. */
const SETTLE = 400;

/** Any document as JSON, and the visual side at the same time: what is changed here is changed there, and the other way round. */
export function CodeEditor({ kind, name, at }: { kind: string; name: string; at: string | undefined }) {
  const { t } = useTranslation("studio");
  const { slug } = useWorkspace();
  const editor = useDocumentEditor(isKnownKind(kind) ? kind : "object", name);
  if (!editor || editor.document.kind !== kind) {
    return <StudioFrame designer="code" crumbs={[{ label: t("code.title"), href: studioPaths.codeList(slug) }, { label: name }]} canvas="paper"><EmptyState title={t("code.gone", { name: `${kind}/${name}` })} action={<ButtonLink href={studioPaths.codeList(slug)}>{t("code.all")}</ButtonLink>} /></StudioFrame>;
  }
  return <Editor editor={editor} at={at} />;
}

function Editor({ editor, at }: { editor: DocumentEditor<Document["kind"]>; at: string | undefined }) {
  const { t } = useTranslation(["studio", "plan"]);
  const { slug, language } = useWorkspace();
  const words = useDiagnosticText();
  const { document, run } = editor;
  const { kind, name } = document;
  const [text, setText] = useState(() => written(document));
  const [version, setVersion] = useState(0);
  const [own, setOwn] = useState<Document | null>(null);
  const [place, setPlace] = useState(at);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const read = useMemo(() => readText(text, document), [text, document]);

  // Changed elsewhere: the text follows, unless what is being typed is not JSON yet. What was typed here comes back as a
  // document too, perhaps after the next key: that is no change.
  const [seen, setSeen] = useState(document);
  if (seen !== document) {
    setSeen(document);
    if (document !== own && "document" in read && !sameJson(read.document, document)) {
      setText(written(document));
      setVersion(version + 1);
    }
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  function type(next: string): void {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const result = readText(next, document);
      if (!("document" in result)) return;
      setOwn(result.document);
      run(replaceDocument(result.document));
    }, SETTLE);
  }
  const marks: Mark[] = [
    ...("fault" in read && read.fault !== null ? [{ pointer: read.fault.pointer, severity: "error" as const, message: t(`code.${read.fault.code}`) }] : []),
    ...editor.diagnostics.map((diagnostic) => ({ pointer: diagnostic.path, severity: diagnostic.severity, message: words(diagnostic) })),
  ];
  const label = labelText(document.label, language, name);
  const designer = document.extends === undefined ? designerPath(slug, kind, name) : null;
  return (
    <StudioFrame
      designer="code"
      crumbs={[{ label: t("code.title"), href: studioPaths.codeList(slug) }, { label: t(`plan:kind.${kind}`, { defaultValue: kind }) }, { label }]}
      editor={editor}
      canvas="paper"
      problems={editor.diagnostics}
      onProblem={(problem) => setPlace(`${problem.path}`)}
      actions={
        <>
          <IconButton label={t("code.copy")} icon={<Copy />} onClick={() => void navigator.clipboard.writeText(text)} />
          {designer !== null && !designer.includes("/code/") && <ButtonLink href={designer}>{t("code.visual")}</ButtonLink>}
        </>
      }
    >
      <div className={css.page}>
        <p className={css.note} role="status">
          <code>{`${kind}s/${name}.json`}</code>
          {editor.status === "readonly" ? t("code.readOnly") : "document" in read ? t("code.follows") : t("code.broken")}
        </p>
        <Suspense fallback={<div className={css.waiting}><SkeletonLines lines={8} /></div>}>
          <JsonEditor kind={kind} name={name} text={text} version={version} onChange={type} marks={marks} at={place} readOnly={editor.status === "readonly"} label={t("code.editorOf", { name: label })} />
        </Suspense>
      </div>
    </StudioFrame>
  );
}

function written(document: Document): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

type Read = { document: Document } | { fault: { code: "notObject" | "renamed" | "poisoned"; pointer: string } | null };

/** The document that a text says. What it may not say is told at its place; broken JSON is told by the editor itself (fault null). */
function readText(text: string, { kind, name }: Document): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: null };
  }
  if (!isJsonObject(value)) return { fault: { code: "notObject", pointer: "" } };
  const poisoned = poisonedKey(value);
  if (poisoned !== null) return { fault: { code: "poisoned", pointer: poisoned } };
  if (value["kind"] !== kind) return { fault: { code: "renamed", pointer: "/kind" } };
  if (value["name"] !== name) return { fault: { code: "renamed", pointer: "/name" } };
  return { document: value as unknown as Document }; // whether it holds to its schema is the save's question, which tells it at its place
}
