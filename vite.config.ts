import { existsSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { defineConfig, type Plugin, type UserConfig } from "vite";

/** Server code must never reach a browser: the build fails when one of its files is resolved for one. */
function serverStaysHome(): Plugin {
  return {
    name: "tangram:server-stays-home",
    enforce: "pre",
    async resolveId(source, importer, options) {
      if (this.environment.config.consumer !== "client" || importer === undefined) return null;
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      if (!resolved) return null;
      const path = relative(this.environment.config.root, resolved.id.split("?")[0] ?? "").replaceAll(sep, "/");
      if (path.includes("node_modules/")) return resolved;
      if (path.startsWith("server/") || path.endsWith("/server.ts")) this.error(`${path} is for the server only, but ${importer} imports it into the browser`);
      return resolved;
    },
  };
}

interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

const START = resolve(import.meta.dirname, "runtime/main.tsx").replaceAll(sep, "/");
let started: ReadonlySet<string> | null = null;

/** Mantine's index names all its components; those that float come with what opens them (shared/ui/MenuPanel.tsx and its like). */
const LATER = /@mantine\/core\/esm\/components\/|@floating-ui\/|react-remove-scroll/;

/** All that the runtime's entry imports, directly or not, without what it loads later. Found once per build. */
function startOf(graph: ModuleGraph): ReadonlySet<string> {
  if (started) return started;
  const found = new Set([START]);
  for (const id of found) for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) if (!LATER.test(imported)) found.add(imported);
  found.delete(START); // runs what it is: only its own page may load it
  started = found;
  return found;
}

const web: UserConfig = {
  appType: "spa",
  plugins: [serverStaysHome()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
    // Two pages: the runtime, and the studio beside it, so that nobody who only works loads the builder.
    rolldownOptions: {
      input: ["index.html", "studio.html"].filter((page) => existsSync(page)),
      // Mantine marks its files for React's server components, which we have none of.
      output: {
        codeSplitting: {
          groups: [
            // What the first page needs comes as one file, so that it is not a hundred small ones.
            { name: (id, graph) => (startOf(graph).has(id) ? "base" : null), debugName: "base", priority: 2 },
            // What most other screens share comes as another; what only forms, designers or the code editor need stays out of both.
            { name: "more", minShareCount: 4, priority: 1, test: /^(?!.*(dnd-kit|monaco|react-hook-form|dayjs|mantine\/dates|pinyin|typebox|\/builder\/|runtime\/(form|page)\/|shared\/(formula|api|metadata|messages|model)\/)).*$/ },
          ],
        },
      },
      onLog: (level, log, handle) => (log.code === "MODULE_LEVEL_DIRECTIVE" ? undefined : handle(level, log)),
    },
  },
};

// What is pure JavaScript is bundled, which halves the time to start; what has binaries or workers of its own stays outside.
const server: UserConfig = {
  appType: "custom",
  ssr: { noExternal: ["hono", "@hono/node-server", "kysely", "typebox", "ajv", "ajv-formats", "temporal-polyfill"] },
  build: {
    ssr: true,
    target: "node20",
    minify: false,
    sourcemap: false,
    rollupOptions: {
      input: { main: "server/main.ts", cli: "server/cli/main.ts" },
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
};

export default defineConfig(process.env.TANGRAM_BUILD === "server" ? server : web);
