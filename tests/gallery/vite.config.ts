import { defineConfig } from "vite";

/** `npx vite build tests/gallery --outDir /tmp/gallery`: every component of shared/ui on one page, to be looked at. */
export default defineConfig({
  base: "./",
  build: {
    target: "es2022",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    // Mantine marks every file "use client", which means nothing to a page without a server renderer.
    rolldownOptions: { onLog(level, log, handle) { if (log.code !== "MODULE_LEVEL_DIRECTIVE") handle(level, log); } },
  },
});
