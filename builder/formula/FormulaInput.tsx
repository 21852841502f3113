import { useImperativeHandle, useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type Ref } from "react";
import { useTranslation } from "react-i18next";
import type { Fix, FormulaProblem } from "#shared/formula/ast.ts";
import { FieldFrame, frameOf, type FieldProps } from "#shared/ui/FieldFrame.tsx";
import { InputShell } from "#shared/ui/InputShell.tsx";
import { Colours, offsetAt, rectOf } from "./Colours.tsx";
import { complete, type Completion, type CompletionWorld } from "./complete.ts";
import { CompletionList } from "./CompletionList.tsx";
import { HoverCard } from "./HoverCard.tsx";
import { isExplained } from "./help-at.ts";
import { scan, type Piece } from "./scan.ts";
import { useCompletion } from "./use-completion.ts";
import css from "./formula.module.css";

export interface FormulaHandle {
  /** Selects a place and goes there. */
  go(from: number, to: number): void;
  /** Puts a fix in. */
  mend(fix: Fix): void;
  /** Puts a text in at the caret, which then stands so many characters into it. */
  insert(text: string, caret: number): void;
}

interface FormulaInputProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  world: CompletionWorld;
  problems: readonly FormulaProblem[];
  placeholder?: string | undefined;
  onCaret?: (caret: number) => void;
  autoFocus?: boolean | undefined;
  handle?: Ref<FormulaHandle>;
}

/** A formula as text: colours, completion while typing (Ctrl+Space asks for it), what is wrong underlined, words about what the pointer rests on. */
export function FormulaInput(props: FormulaInputProps) {
  const { value, onChange, world, problems, placeholder, onCaret, readOnly, error, size, autoFocus, handle } = props;
  const { t } = useTranslation("studio");
  const area = useRef<HTMLTextAreaElement>(null);
  const colours = useRef<HTMLPreElement>(null);
  // Set where a text is put in: once it is drawn, the caret stands there.
  const wanted = useRef<[number, number] | null>(null);
  const list = useCompletion(world);
  const [hovered, setHovered] = useState<{ piece: Piece; anchor: DOMRect } | null>(null);

  useLayoutEffect(() => {
    if (!wanted.current) return;
    const [from, to] = wanted.current;
    wanted.current = null;
    area.current?.focus();
    area.current?.setSelectionRange(from, to);
    onCaret?.(to);
  });
  function replace(from: number, to: number, text: string, caret: number): void {
    const next = value.slice(0, from) + text + value.slice(to);
    wanted.current = [from + caret, from + caret];
    if (next !== value) onChange(next);
  }
  useImperativeHandle(handle, () => ({
    go(from, to) {
      area.current?.focus();
      area.current?.setSelectionRange(from, to);
    },
    mend: ({ from, to, text }) => replace(from, to, text, text.length),
    insert(text, caret) {
      const { selectionStart = value.length, selectionEnd = value.length } = area.current ?? {};
      replace(selectionStart, selectionEnd, text, caret);
    },
  }));
  function take({ insert, caret }: Completion): void {
    if (!list.open) return;
    const { from, to } = list.open;
    replace(from, to, insert, caret);
    const next = value.slice(0, from) + insert + value.slice(to);
    // Behind `this.` something has to follow.
    if (insert.endsWith(".")) list.look(next, from + caret);
    else list.close();
  }
  function press(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing || readOnly === true) return;
    const { selectionStart: caret, selectionEnd } = event.currentTarget;
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      list.look(value, caret, true);
    } else if (list.press(event, take)) {
      return;
    } else if (event.key === ")" && caret === selectionEnd && value[caret] === ")" && balance(value) <= 0) {
      // The bracket that the completion has closed already.
      event.preventDefault();
      event.currentTarget.setSelectionRange(caret + 1, caret + 1);
      onCaret?.(caret + 1);
    }
  }
  function type(text: string, caret: number): void {
    onChange(text);
    onCaret?.(caret);
    const typed = text.length > value.length ? text[caret - 1] : undefined;
    if (list.open || (typed !== undefined && /[\p{L}\p{N}_.="( ,]/u.test(typed))) list.look(text, caret);
  }
  function hover(event: PointerEvent<HTMLElement>): void {
    const pre = colours.current;
    if (!pre || event.pointerType !== "mouse") return;
    const offset = offsetAt(pre, event.clientX, event.clientY);
    const piece = offset === null ? undefined : scan(value).find(({ from }) => from === offset);
    const next = piece && isExplained(piece) && !list.open ? piece : null;
    if (next?.from !== hovered?.piece.from || next?.text !== hovered?.piece.text) setHovered(next && { piece: next, anchor: rectOf(pre, next.from) });
  }
  const at = list.open?.items[list.at];
  return (
    <FieldFrame {...frameOf(props)}>
      {(wiring) => (
        <InputShell size={size} invalid={Boolean(error)} readOnly={readOnly} tall className={css.shell}>
          <div className={css.area} onPointerMove={hover} onPointerLeave={() => setHovered(null)}>
            <Colours ref={colours} source={value} problems={problems} />
            <textarea
              {...wiring}
              ref={area}
              rows={2}
              spellCheck={false}
              autoCapitalize="off"
              autoComplete="off"
              autoCorrect="off"
              autoFocus={autoFocus}
              data-autofocus={autoFocus || undefined}
              placeholder={placeholder}
              readOnly={readOnly}
              value={value}
              aria-autocomplete="list"
              aria-controls={list.open ? `${wiring.id}-list` : undefined}
              aria-activedescendant={list.open && at ? `${wiring.id}-list-${list.at}` : undefined}
              // Escape closes the list first, then the dialog around.
              data-mantine-stop-propagation={list.open ? true : undefined}
              onChange={(event) => type(event.currentTarget.value, event.currentTarget.selectionStart)}
              onKeyDown={press}
              onSelect={(event) => {
                onCaret?.(event.currentTarget.selectionStart);
                if (list.open && !complete(value, event.currentTarget.selectionStart, world)) list.close();
              }}
              onBlur={list.close}
            />
          </div>
          {list.open && (
            <>
              <CompletionList id={`${wiring.id}-list`} items={list.open.items} at={list.at} model={world.model} anchor={() => (colours.current ? rectOf(colours.current, list.open?.from ?? 0) : new DOMRect())} onTake={take} />
              <span className={css.hidden} role="status">{t("formula.fits", { count: list.open.items.length, name: at?.name ?? "" })}</span>
            </>
          )}
          {hovered && !list.open && <HoverCard source={value} piece={hovered.piece} anchor={hovered.anchor} scope={world.scope} model={world.model} language={world.language} />}
        </InputShell>
      )}
    </FieldFrame>
  );
}

/** Opening brackets less closing ones, texts left out. */
function balance(source: string): number {
  return scan(source).reduce((sum, { kind, text }) => sum + (kind !== "symbol" ? 0 : text === "(" ? 1 : text === ")" ? -1 : 0), 0);
}
