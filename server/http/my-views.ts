import { Hono } from "hono";
import { isName } from "#shared/lib/names.ts";
import { problem } from "#shared/lib/problem.ts";
import { Refusal } from "#server/refusal.ts";
import { readJsonObject } from "./body.ts";
import type { HttpEnv } from "./context.ts";

const VIEW_MAX = 100_000;
const VIEWS_MAX = 500;

/** `/api/w/:ws/my/views`: a person's own ways to see lists. What a view asks for is checked when it is used, like any query. */
export function myViewRoutes(): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const own = (c: { var: HttpEnv["Variables"] }): string => c.var.viewer.id ?? "";

  app.get("/", async (c) => {
    const rows = await c.var.workspace.store.reader.all('select name, json from main._my_view where "user" = ? order by name', [own(c)]);
    return c.json({ views: rows.map(([name, json]) => ({ name: String(name), view: JSON.parse(String(json)) as unknown })) });
  });

  app.get("/:name", async (c) => {
    const row = await c.var.workspace.store.reader.get('select json from main._my_view where "user" = ? and name = ?', [own(c), c.req.param("name")]);
    if (!row) throw new Refusal("not_found");
    return c.json(JSON.parse(String(row[0])) as object);
  });

  app.put("/:name", async (c) => {
    const name = c.req.param("name");
    if (!isName(name)) throw new Refusal("invalid", [problem("/name", "pattern")]);
    const json = JSON.stringify(await readJsonObject(c));
    if (json.length > VIEW_MAX) throw new Refusal("invalid", [problem("", "length", { max: VIEW_MAX })]);
    const viewer = own(c);
    await c.var.workspace.store.write(async (tx) => {
      const [count, known] = (await tx.get('select count(*), count(case when name = ? then 1 end) from main._my_view where "user" = ?', [name, viewer])) ?? [];
      if (Number(count) >= VIEWS_MAX && Number(known) === 0) throw new Refusal("conflict", [problem("", "range", { max: VIEWS_MAX })]);
      await tx.run('insert into main._my_view ("user", name, json) values (?, ?, ?) on conflict ("user", name) do update set json = excluded.json', [viewer, name, json]);
    });
    return c.json(JSON.parse(json) as object);
  });

  app.delete("/:name", async (c) => {
    const count = await c.var.workspace.store.write((tx) => tx.run('delete from main._my_view where "user" = ? and name = ?', [own(c), c.req.param("name")]));
    if (count === 0) throw new Refusal("not_found");
    return c.body(null, 204);
  });

  return app;
}
