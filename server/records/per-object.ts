import type { ObjectModel } from "#shared/model/model.ts";

/** What follows from an object's metadata alone is worked out once per release: a model is frozen. */
export function perObject<T>(make: (object: ObjectModel) => T): (object: ObjectModel) => T {
  const known = new WeakMap<ObjectModel, { value: T }>();
  return (object) => {
    let kept = known.get(object);
    if (!kept) {
      kept = { value: make(object) };
      known.set(object, kept);
    }
    return kept.value;
  };
}
