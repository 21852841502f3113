import Search from "lucide-react/icons/search";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Combo, type ComboItem, type ComboProps } from "./Combo.tsx";

/** Something found: a record, a person. `mark` is what stands before the title (an `Avatar`, a `Piece`). */
export interface PickItem extends Pick<ComboItem, "mark" | "hue" | "disabled" | "group"> {
  id: string;
  title: string;
  subtitle?: string | undefined;
}

interface PickerProps extends Omit<ComboProps, "multiple" | "chosen" | "items" | "query" | "onQuery" | "onChoose" | "onRemove" | "freeText" | "busy" | "problem" | "onOpenChange" | "onCreate"> {
  /**
   * Finds what matches; "" asks for what is likeliest (recent, nearest). The signal aborts when the answer is no longer wanted.
   * A rejection is shown as "The search did not work" and asked again at the next letter.
   */
  search: (query: string, signal: AbortSignal) => Promise<readonly PickItem[]>;
  /** Makes a new one from what is typed and gives it back, or undefined when the person gave up. */
  onCreate?: ((text: string) => Promise<PickItem | undefined>) | undefined;
}

export interface AsyncPickerProps extends PickerProps {
  /** The chosen one with its title: whoever holds only an id has the title beside it (`account$title`). */
  value: PickItem | null;
  onChange: (value: PickItem | null) => void;
}

export interface AsyncMultiPickerProps extends PickerProps {
  value: readonly PickItem[];
  onChange: (value: PickItem[]) => void;
}

/** One record or person, searched on the server while typing. */
export function AsyncPicker({ value, onChange, search, onCreate, ...rest }: AsyncPickerProps) {
  const found = useSearch(search);
  return (
    <Combo
      before={<Search />}
      {...rest}
      {...found.combo}
      multiple={false}
      chosen={value === null ? [] : [comboItem(value)]}
      onChoose={(id) => onChange(found.pick(id))}
      onRemove={() => onChange(null)}
      onCreate={onCreate === undefined ? undefined : (text) => void found.create(onCreate(text), onChange)}
    />
  );
}

/** Several records or people, searched on the server while typing. */
export function AsyncMultiPicker({ value, onChange, search, onCreate, ...rest }: AsyncMultiPickerProps) {
  const found = useSearch(search);
  function add(item: PickItem | null): void {
    if (item !== null && !value.some((one) => one.id === item.id)) onChange([...value, item]);
  }
  return (
    <Combo
      before={<Search />}
      {...rest}
      {...found.combo}
      multiple
      chosen={value.map(comboItem)}
      onChoose={(id) => add(found.pick(id))}
      onRemove={(id) => onChange(value.filter((one) => one.id !== id))}
      onCreate={onCreate === undefined ? undefined : (text) => void found.create(onCreate(text), add)}
    />
  );
}

/** ms after the last letter */
const pause = 150;

/** What came back, and for which question. */
interface Answer {
  question: string;
  items: readonly PickItem[];
  failed: boolean;
}

/** The state of one search field: asks after a pause, forgets answers that come too late, keeps old rows until new ones are there. */
function useSearch(search: PickerProps["search"]) {
  const { t } = useTranslation("ui");
  const [query, setQuery] = useState<string | null>(null);
  const [opened, setOpened] = useState(false);
  // Each opening asks anew, since what was found before may have changed.
  const [openings, setOpenings] = useState(0);
  const [answer, setAnswer] = useState<Answer>({ question: "", items: [], failed: false });
  const [creating, setCreating] = useState(false);
  const question = `${openings} ${query ?? ""}`;
  const ask = useEffectEvent(search);

  useEffect(() => {
    if (!opened) return;
    const abort = new AbortController();
    function settle(items: readonly PickItem[], failed: boolean): void {
      if (!abort.signal.aborted) setAnswer({ question, items, failed });
    }
    const timer = setTimeout(() => {
      ask((query ?? "").trim(), abort.signal).then(
        (items) => settle(items, false),
        () => settle([], true),
      );
    }, query === null ? 0 : pause);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [question, query, opened]);

  return {
    pick: (id: string): PickItem | null => answer.items.find((item) => item.id === id) ?? null,
    create: async (made: Promise<PickItem | undefined>, take: (item: PickItem) => void): Promise<void> => {
      setCreating(true);
      try {
        const item = await made;
        if (item !== undefined) take(item);
      } catch {
        setAnswer({ question, items: [], failed: true });
      } finally {
        setCreating(false);
      }
    },
    combo: {
      query,
      onQuery: setQuery,
      onOpenChange: (next: boolean): void => {
        setOpened(next);
        if (next) setOpenings(openings + 1);
      },
      items: answer.items.map(comboItem),
      busy: creating || (opened && answer.question !== question),
      problem: answer.failed ? t("searchFailed") : undefined,
    },
  };
}

function comboItem({ id, title, ...rest }: PickItem): ComboItem {
  return { value: id, label: title, ...rest };
}
