import { useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { functionNamed } from "#shared/formula/registry.ts";
import type { Language } from "#shared/lib/label.ts";
import type { Model } from "#shared/model/model.ts";
import { labelText } from "#shared/lib/label.ts";
import type { Scope } from "#shared/formula/scope.ts";
import { stand } from "./CompletionList.tsx";
import { FunctionHelp } from "./FunctionHelp.tsx";
import { fieldAtPath, pathLabel } from "./labels.ts";
import { follow, namesAt, placeAt } from "./place.ts";
import type { Piece } from "./scan.ts";
import { useTypeText } from "./words.ts";
import css from "./formula.module.css";

interface HoverCardProps {
  source: string;
  piece: Piece;
  scope: Scope;
  model: Model;
  language: Language;
  anchor: DOMRect;
}

/** What the pointer rests on: a function with what it does and examples, a field with its label, type and help. */
export function HoverCard({ source, piece, scope, model, language, anchor }: HoverCardProps) {
  const typeText = useTypeText();
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (card.current) stand(card.current, anchor);
  });
  const definition = piece.kind === "function" ? functionNamed(piece.text.toUpperCase()) : undefined;
  const names = namesAt(scope, placeAt(source, piece.to).calls);
  const field = definition ? undefined : fieldAtPath(model, names, piece.text);
  const type = follow(names, piece.text.split("."))?.field?.type;
  if (!definition && !field) return null;
  return createPortal(
    <div ref={card} className={css.card} role="tooltip">
      {definition && <FunctionHelp definition={definition} examples />}
      {field && (
        <div className={css.help}>
          <div className={css.signature}>{piece.text}</div>
          <div>{pathLabel(model, names.scope, piece.text, language)}{type && ` · ${typeText(type, model)}`}</div>
          <div>{labelText(field.settings.help, language)}</div>
        </div>
      )}
    </div>,
    document.body,
  );
}
