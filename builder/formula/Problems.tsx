import { useTranslation } from "react-i18next";
import type { Fix, FormulaProblem } from "#shared/formula/ast.ts";
import { useProblemText } from "./words.ts";
import css from "./formula.module.css";

interface ProblemsProps {
  source: string;
  problems: readonly FormulaProblem[];
  onGo: (from: number, to: number) => void;
  onFix: (fix: Fix) => void;
  readOnly: boolean;
}

const MOST = 4;

/** What is wrong: a press goes to its place; where it is known what was meant, another puts that in. */
export function Problems({ source, problems, onGo, onFix, readOnly }: ProblemsProps) {
  const { t } = useTranslation("studio");
  const text = useProblemText();
  return (
    <ul className={css.problems}>
      {problems.slice(0, MOST).map((problem) => (
        <li key={`${problem.code} ${problem.from} ${problem.to}`} className={css.problem}>
          <button type="button" className={css.go} onClick={() => onGo(problem.from, problem.to)} title={t("condition.goToProblem", { place: problem.from + 1 })}>{text(problem)}</button>
          {problem.fix && !readOnly && <FixButton fix={problem.fix} source={source} onFix={onFix} />}
        </li>
      ))}
    </ul>
  );
}

function FixButton({ fix, source, onFix }: { fix: Fix; source: string; onFix: (fix: Fix) => void }) {
  const { t } = useTranslation("studio");
  const [from, to] = [source.slice(fix.from, fix.to).trim(), fix.text.trim()];
  const words = from === "" ? t("formula.fix.insert", { to }) : to === "" ? t("formula.fix.remove", { from }) : t("formula.fix.replace", { from, to });
  return <button type="button" className={css.fix} onClick={() => onFix(fix)}>{words}</button>;
}
