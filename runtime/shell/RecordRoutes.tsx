import { useParams } from "@tanstack/react-router";
import { lazy, useEffect } from "react";
import { noteOpened } from "#runtime/data/recent.ts";
import { useRecord } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { NotFound } from "./NotFound.tsx";

const RecordPage = lazy(async () => ({ default: (await import("#runtime/page/RecordPage.tsx")).RecordPage }));
const NewRecordPage = lazy(async () => ({ default: (await import("#runtime/form/NewRecordPage.tsx")).NewRecordPage }));

/** `/w/:ws/o/:object/:id` */
export function RecordRoute() {
  const { object: name, id } = useParams({ from: "/w/$ws/o/$object/$id" });
  const { slug, viewer, model } = useWorkspace();
  const object = model.object(name);
  const record = useRecord(name, object ? id : null).data;
  const title = object?.titleField && record ? (record[`${object.titleField}$title`] ?? record[object.titleField]) : null;
  useEffect(() => {
    if (typeof title === "string" || typeof title === "number") noteOpened(slug, viewer.id, { object: name, id, title: String(title) });
  }, [slug, viewer.id, name, id, title]);
  return object ? <RecordPage key={`${name}/${id}`} object={name} id={id} /> : <NotFound />;
}

/** `/w/:ws/o/:object/new` */
export function NewRoute() {
  const { object: name } = useParams({ from: "/w/$ws/o/$object/new" });
  const { model, can } = useWorkspace();
  return model.object(name) && can(name, "create") ? <NewRecordPage key={name} object={name} /> : <NotFound />;
}
