import { useImperativeHandle, type Ref } from "react";

/**
 * Stands for an element that is on the page already where a floating panel wants to be given its target as a child. So the button
 * that opens a panel is drawn without the panel's code, which comes with the first opening, and is the same element before and after.
 */
export function Anchor({ element, ref }: { element: HTMLElement; ref?: Ref<HTMLElement> }) {
  useImperativeHandle(ref, () => element, [element]);
  return null;
}
