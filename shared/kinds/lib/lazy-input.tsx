import { lazy, Suspense, type ComponentType } from "react";
import { classes } from "#shared/ui/classes.ts";
import type { InputProps } from "../define-view.ts";
import css from "./lazy-input.module.css";

/** An input whose code comes when the first one is drawn: lists show these kinds without it. */
export function lazyInput(load: () => Promise<ComponentType<InputProps>>): ComponentType<InputProps> {
  const Input = lazy(async () => ({ default: await load() }));
  return function LazyInput(props: InputProps) {
    return (
      <Suspense fallback={<div className={classes(css.waiting, props.dense === true && css.dense)} aria-busy="true" />}>
        <Input {...props} />
      </Suspense>
    );
  };
}
