import TriangleAlert from "lucide-react/icons/triangle-alert";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { labelText } from "#shared/lib/label.ts";
import { ButtonLink } from "#shared/ui/Button.tsx";
import { Card } from "#shared/ui/Card.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { useDiagnosticText } from "../draft/diagnostic-text.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { designerPath, studioPaths } from "../shell/hrefs.ts";
import css from "./releases.module.css";

/** What is wrong, or needs a look, each with the way to its control and to its line. */
export function ToLookAt({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  const { t } = useTranslation(["releases", "plan"]);
  const { slug, language } = useWorkspace();
  const { model } = useDraftModel();
  const text = useDiagnosticText();
  if (diagnostics.length === 0) return null;
  return (
    <Card title={t("look.title")} count={diagnostics.length}>
      <ul className={css.look}>
        {diagnostics.map((diagnostic, at) => {
          const { kind, name, path, severity } = diagnostic;
          const label = labelText(model.documents.get(`${kind}/${name}`)?.label, language, name);
          return (
            <li key={`${kind}/${name}${path} ${at}`}>
              <Note
                tone={severity === "error" ? "danger" : "warning"}
                icon={<TriangleAlert aria-hidden="true" />}
                title={text(diagnostic)}
                actions={kind !== "" && <><ButtonLink size="xs" href={designerPath(slug, kind, name, path)}>{t("look.open")}</ButtonLink><ButtonLink size="xs" look="subtle" href={studioPaths.code(slug, kind, name, path)}>{t("look.code")}</ButtonLink></>}
              >
                {kind !== "" && <span className={css.quiet}>{label} · {t(`plan:kind.${kind}`, { defaultValue: kind })}</span>}
              </Note>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
