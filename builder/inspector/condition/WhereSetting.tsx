import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sameJson } from "#shared/lib/json.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { FieldFrame } from "#shared/ui/FieldFrame.tsx";
import { useDraftModel } from "../../draft/draft-model.ts";
import { asGroup } from "../as-group.ts";
import { ConditionRows } from "./ConditionRows.tsx";
import { completeRows, EMPTY, type Group } from "./tree.ts";
import { groupOfWhere, whereOf } from "./where-codec.ts";
import css from "./condition.module.css";

interface WhereSettingProps {
  label: string;
  help?: string | undefined;
  error?: string | undefined;
  readOnly?: boolean;
  object: ObjectModel | null;
  value: Where | undefined;
  onChange: (value: Where | undefined) => void;
}

/** Which records: rows that become the condition of a query. A condition that rows can't say is shown as it is and kept. */
export function WhereSetting({ label, help, error, readOnly = false, object, value, onChange }: WhereSettingProps) {
  const { t } = useTranslation("studio");
  const { model } = useDraftModel();
  const read = groupOfWhere(value);
  const [rows, setRows] = useState<Group>(read ?? EMPTY);
  const [written, setWritten] = useState(value);
  if (!sameJson(written ?? null, value ?? null)) {
    setWritten(value);
    if (read) setRows(read);
  }
  function change(next: Group): void {
    const where = whereOf(completeRows(next));
    setRows(next);
    setWritten(where);
    onChange(where);
  }
  return (
    <FieldFrame label={label} help={help} error={error} group>
      {(wiring) => (
        <div {...asGroup(wiring)} role="group" className={css.builder}>
          {read === null && <pre className={css.raw}>{JSON.stringify(value, null, 1)}</pre>}
          {read === null && <p className={css.hint}>{t("condition.notRows")}</p>}
          {read !== null && object !== null && <ConditionRows group={rows} onChange={change} model={model} object={object} operators={operatorsOf} paths readOnly={readOnly} />}
          {object === null && <p className={css.hint}>{t("condition.noObject")}</p>}
        </div>
      )}
    </FieldFrame>
  );
}

const operatorsOf = (field: FieldModel): FieldModel["operators"] => field.operators.filter((op) => op !== "under");
