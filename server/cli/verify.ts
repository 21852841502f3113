import type { CommandContext } from "./context.ts";

/** `tangram verify [<slug>]`: computes every kept formula anew and tells what differs from what is stored. Fails where anything does. */
export async function verifyCommand(context: CommandContext, argv: readonly string[]): Promise<void> {
  const { positionals } = context.parse(argv, [], {});
  const [slug] = positionals;
  const entries = slug === undefined ? await context.core.system.directory.all() : [await context.workspace(slug)];
  let total = 0;
  for (const entry of entries) {
    const workspace = await context.core.registry.open(entry);
    const { drifts, count } = await workspace.current.writes.verify();
    for (const { object, record, field, stored, computed } of drifts) console.log(`${entry.slug}\t${object}\t${record}\t${field}\t${JSON.stringify(stored)}\t${JSON.stringify(computed)}`);
    context.say("verified", { name: entry.slug, count });
    total += count;
  }
  if (total > 0) process.exitCode = 1;
}
