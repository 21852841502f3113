import { useState } from "react";
import type { Json } from "#shared/lib/json.ts";
import { AsyncMultiPicker, AsyncPicker, type PickItem } from "#shared/ui/AsyncPicker.tsx";
import { Avatar } from "#shared/ui/Avatar.tsx";
import type { FieldInfo } from "../define.ts";
import type { InputProps } from "../define-view.ts";
import { useFieldPorts } from "../ports.tsx";
import { DenseFrame } from "./dense-frame.tsx";
import { wiringOf } from "./input-wiring.ts";
import { UNREADABLE } from "./references.ts";
import { targetsOf, titleOfTarget, type Target } from "./targets.ts";

interface ReferenceInputProps extends InputProps {
  /** Drawn with an avatar. */
  people?: boolean;
}

/** What a picker needs of one field: search, the chosen ones with titles, and the way from a picked row to the record it names. */
function usePicker({ field, value, titles, people = false }: ReferenceInputProps) {
  const ports = useFieldPorts();
  // What was picked here: the record's own titles don't know it yet.
  const [picked, setPicked] = useState<readonly PickItem[]>([]);

  // With several objects to choose from an id alone would not say which record is meant.
  function itemOf({ object, id }: Target, title: string, subtitle?: string): PickItem {
    return { id: `${object}/${id}`, title, subtitle, ...(people && { mark: <Avatar id={id} name={title} /> }) };
  }
  function chosenOf(target: Target): PickItem {
    const title = titleOfTarget(field, target, titles, ports.title);
    const item = itemOf(target, title === null ? UNREADABLE : (title ?? "…"));
    return picked.find(({ id }) => id === item.id) ?? item;
  }
  return {
    language: ports.format.language,
    chosen: targetsOf(field.value, value).map(chosenOf),
    async search(text: string): Promise<PickItem[]> {
      return (await ports.find(field, text)).map((choice) => itemOf(choice, choice.title, choice.subtitle));
    },
    create:
      ports.create !== undefined && ports.canCreate?.(field) === true
        ? async (text: string): Promise<PickItem | undefined> => {
            const made = await ports.create?.(field, text);
            return made && itemOf(made, made.title, made.subtitle);
          }
        : undefined,
    remember: setPicked,
    idOf: (item: PickItem): string => item.id.slice(item.id.indexOf("/") + 1),
  };
}

/** The value that names one record. */
function valueOf(field: FieldInfo, item: PickItem, id: string): Json {
  return field.value.class === "anyReference" ? { object: item.id.slice(0, item.id.indexOf("/")), id } : id;
}

/** One record or person. */
export function ReferenceInput(props: ReferenceInputProps) {
  const { field, onChange, onBlur, dense } = props;
  const { language, chosen, search, create, remember, idOf } = usePicker(props);
  return (
    <DenseFrame dense={dense}>
      <AsyncPicker
        {...wiringOf(props, language)}
        value={chosen[0] ?? null}
        onChange={(item) => {
          remember(item === null ? [] : [item]);
          onChange(item === null ? null : valueOf(field, item, idOf(item)));
        }}
        onBlur={onBlur}
        search={search}
        onCreate={create}
      />
    </DenseFrame>
  );
}

/** Several records or people. */
export function ReferencesInput(props: ReferenceInputProps) {
  const { onChange, onBlur, dense } = props;
  const { language, chosen, search, create, remember, idOf } = usePicker(props);
  return (
    <DenseFrame dense={dense}>
      <AsyncMultiPicker
        {...wiringOf(props, language)}
        value={chosen}
        onChange={(items) => {
          remember(items);
          onChange(items.length === 0 ? null : items.map(idOf));
        }}
        onBlur={onBlur}
        search={search}
        onCreate={create}
      />
    </DenseFrame>
  );
}

/** One person. */
export function PersonInput(props: InputProps) {
  return <ReferenceInput {...props} people />;
}

/** Several people. */
export function PeopleInput(props: InputProps) {
  return <ReferencesInput {...props} people />;
}
