import "@mantine/core/styles/Combobox.layer.css";
import "@mantine/core/styles/Popover.layer.css";
import { Combobox, useCombobox } from "@mantine/core";
import { useMergedRef } from "@mantine/hooks";
import Check from "lucide-react/icons/check";
import ChevronDown from "lucide-react/icons/chevron-down";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { use, useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from "react";
import { useTranslation } from "react-i18next";
import { Mantine } from "./mantine.tsx";
import css from "./Combo.module.css";
import { FieldFrame, frameOf, type FieldProps } from "./FieldFrame.tsx";
import type { Hue } from "./hue.ts";
import { InputShell } from "./InputShell.tsx";
import { InsetButton } from "./InsetButton.tsx";
import { ListSide } from "./list-side.ts";
import { Spinner } from "./Spinner.tsx";
import { Tag } from "./Tag.tsx";

/** Something that can be chosen, as it is drawn. */
export interface ComboItem {
  value: string;
  label: string;
  subtitle?: string | undefined;
  hue?: Hue | undefined;
  /** Before the label: an avatar, a piece. */
  mark?: ReactNode;
  disabled?: boolean | undefined;
  group?: string | undefined;
}

export interface ComboProps extends FieldProps {
  multiple: boolean;
  chosen: readonly ComboItem[];
  /** What matches the query, in order. */
  items: readonly ComboItem[];
  /** What is typed; null while nobody types, so that the chosen label shows. */
  query: string | null;
  onQuery: (query: string | null) => void;
  onChoose: (value: string) => void;
  onRemove: (value: string) => void;
  onOpenChange?: ((opened: boolean) => void) | undefined;
  /** Offers a row "Create “…”" for what is typed. */
  onCreate?: ((text: string) => void) | undefined;
  /** Wording of that row; `Create “{{text}}”` when left out. */
  createLabel?: ((text: string) => string) | undefined;
  busy?: boolean | undefined;
  /** In place of "nothing matches": why there is nothing. */
  problem?: ReactNode;
  clearable?: boolean | undefined;
  placeholder?: string | undefined;
  /** A magnifying glass for what is searched on the server. */
  before?: ReactNode;
  /** Commas and Enter finish a word (tags). */
  freeText?: boolean | undefined;
  name?: string | undefined;
  autoFocus?: boolean | undefined;
  onBlur?: (() => void) | undefined;
  onKeyDown?: ((event: KeyboardEvent<HTMLInputElement>) => void) | undefined;
  ref?: Ref<HTMLInputElement> | undefined;
}

const createValue = "\u0000create";

/** The one combobox behind Select, MultiSelect, TagsInput and AsyncPicker. Knows how to draw and steer, not where items come from. */
export function Combo(props: ComboProps) {
  const { multiple, chosen, items, query, onQuery, onChoose, onRemove, onOpenChange, onCreate, createLabel, busy, problem, clearable = true, placeholder, before, freeText, readOnly, disabled, size, error } = props;
  const { t } = useTranslation("ui");
  const side = use(ListSide);
  const store = useCombobox({
    onDropdownOpen: () => onOpenChange?.(true),
    onDropdownClose: () => {
      store.resetSelectedOption();
      onOpenChange?.(false);
    },
  });
  const input = useRef<HTMLInputElement>(null);
  const merged = useMergedRef(input, props.ref);
  const [focused, setFocused] = useState(false);
  const fixed = readOnly === true || disabled === true;
  const single = multiple ? undefined : chosen[0];
  const text = query ?? single?.label ?? "";
  const typed = (query ?? "").trim();
  const creatable = onCreate !== undefined && typed !== "" && busy !== true && !items.some((item) => item.label === typed) && !chosen.some((item) => item.label === typed);
  const isTagShown = single !== undefined && query === null && (single.hue !== undefined || single.mark !== undefined);

  // With a query the best match is at hand for Enter; without one nothing is, so that Enter can submit the form.
  const { selectFirstOption, resetSelectedOption } = store;
  const firstItem = items[0]?.value;
  useEffect(() => {
    if (typed !== "" && freeText !== true) selectFirstOption();
    else resetSelectedOption();
    // The store's functions are new on every draw: only what is listed changes the choice.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [typed, firstItem, items.length, freeText]);

  function choose(value: string): void {
    if (value === createValue) onCreate?.(typed);
    else if (chosen.some((item) => item.value === value) && multiple) onRemove(value);
    else onChoose(value);
    onQuery(null);
    if (!multiple) store.closeDropdown();
  }
  function type(next: string): void {
    onQuery(next);
    store.openDropdown();
    // Emptied by hand: that is how one takes a value back without the mouse.
    if (next === "" && single !== undefined && clearable) onRemove(single.value);
  }
  function press(event: KeyboardEvent<HTMLInputElement>): void {
    props.onKeyDown?.(event);
    if (event.nativeEvent.isComposing || fixed) return;
    const last = chosen.at(-1);
    if (event.key === "Backspace" && multiple && text === "" && last !== undefined) onRemove(last.value);
    const finishes = event.key === "Enter" || event.key === "," || event.key === "，" || event.key === ";" || event.key === "；";
    if (freeText === true && finishes && typed !== "" && store.getSelectedOptionIndex() === -1) {
      event.preventDefault();
      choose(items.find((item) => item.label === typed)?.value ?? createValue);
    }
    if (event.key === "Escape" && store.dropdownOpened) event.stopPropagation();
  }
  function leave(): void {
    setFocused(false);
    store.closeDropdown();
    if (freeText === true && creatable) onCreate(typed);
    onQuery(null);
    props.onBlur?.();
  }

  return (
    <FieldFrame {...frameOf(props)}>
      {(wiring) => (
        <Mantine>
          <Combobox store={store} onOptionSubmit={choose} readOnly={fixed} withinPortal zIndex="var(--z-menu)" offset={side === "right" ? 16 : 4} position={`${side}-start`} middlewares={{ flip: true, shift: true }} transitionProps={{ transition: "fade", duration: 80 }} classNames={{ dropdown: css.dropdown, option: css.option, options: css.options, groupLabel: css.group, empty: css.empty }}>
            <Combobox.DropdownTarget>
              <InputShell
                size={size} invalid={Boolean(error)} readOnly={readOnly} disabled={disabled} tall={multiple} before={single?.mark === undefined ? before : undefined}
                className={css.shell}
                after={
                  <>
                    {busy === true && focused && <Spinner />}
                    {clearable && !multiple && !fixed && single !== undefined && <span className={css.clear}><InsetButton label={t("clear")} onClick={() => { onRemove(single.value); onQuery(null); }}><X /></InsetButton></span>}
                    {!fixed && before === undefined && <ChevronDown aria-hidden="true" />}
                  </>
                }
                onClick={() => {
                  if (!fixed) store.openDropdown();
                }}
              >
                <div className={css.values} data-multiple={multiple || undefined}>
                  {multiple && chosen.map((item) => <Chosen key={item.value} item={item} onRemove={fixed ? undefined : () => onRemove(item.value)} />)}
                  {isTagShown && <span className={css.over} aria-hidden="true"><Chosen item={single} /></span>}
                  <Combobox.EventsTarget withExpandedAttribute>
                    <input
                      {...wiring}
                      ref={merged}
                      className={css.input}
                      name={props.name}
                      autoFocus={props.autoFocus}
                      data-autofocus={props.autoFocus || undefined}
                      autoComplete="off"
                      spellCheck={false}
                      data-covered={isTagShown || undefined}
                      value={text}
                      placeholder={chosen.length === 0 ? placeholder : undefined}
                      readOnly={readOnly}
                      disabled={disabled}
                      onFocus={(event) => {
                        setFocused(true);
                        if (!multiple) event.currentTarget.select();
                      }}
                      onBlur={leave}
                      onKeyDown={press}
                      onChange={(event) => type(event.currentTarget.value)}
                    />
                  </Combobox.EventsTarget>
                </div>
              </InputShell>
            </Combobox.DropdownTarget>
            <Combobox.Dropdown hidden={freeText === true && items.length === 0 && !creatable}>
              <Combobox.Options mah={288} data-dimmed={(busy === true && items.length > 0) || undefined}>
                {grouped(items).map(([group, members]) => {
                  const rows = members.map((item) => <Option key={item.value} item={item} on={chosen.some((one) => one.value === item.value)} />);
                  return group === "" ? rows : <Combobox.Group key={group} label={group}>{rows}</Combobox.Group>;
                })}
                {creatable && (
                  <Combobox.Option value={createValue}>
                    <Plus aria-hidden="true" />
                    <span className={css.label}>{createLabel?.(typed) ?? t("create", { text: typed })}</span>
                  </Combobox.Option>
                )}
              </Combobox.Options>
              {items.length === 0 && !creatable && <Combobox.Empty>{problem ?? (busy === true ? t("searching") : t("noMatch"))}</Combobox.Empty>}
            </Combobox.Dropdown>
          </Combobox>
        </Mantine>
      )}
    </FieldFrame>
  );
}

function Option({ item, on }: { item: ComboItem; on: boolean }) {
  return (
    <Combobox.Option value={item.value} active={on} selected={on} disabled={item.disabled === true} data-tall={item.subtitle !== undefined || undefined}>
      {item.mark}
      <span className={css.label}>
        {item.hue === undefined ? item.label : <Tag hue={item.hue}>{item.label}</Tag>}
        {item.subtitle !== undefined && <span className={css.subtitle}>{item.subtitle}</span>}
      </span>
      {on && <Check className={css.tick} aria-hidden="true" />}
    </Combobox.Option>
  );
}

function Chosen({ item, onRemove }: { item: ComboItem; onRemove?: (() => void) | undefined }) {
  if (item.mark === undefined) return <Tag hue={item.hue} onRemove={onRemove}>{item.label}</Tag>;
  if (onRemove === undefined) return <span className={css.person}>{item.mark}<span className={css.label}>{item.label}</span></span>;
  return <Tag className={css.marked} icon={item.mark} onRemove={onRemove}>{item.label}</Tag>;
}

/** Items by group, in the order in which groups first appear; "" for those without. */
function grouped(items: readonly ComboItem[]): [string, ComboItem[]][] {
  const groups = new Map<string, ComboItem[]>();
  for (const item of items) {
    const group = item.group ?? "";
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [item]);
    else members.push(item);
  }
  return [...groups];
}
