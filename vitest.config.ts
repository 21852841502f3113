import { defineConfig } from "vitest/config";

const common = { environment: "node" as const, testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    projects: [
      { test: { ...common, name: "unit", include: ["{shared,server,runtime,builder,scripts}/**/*.test.{ts,tsx}"] } },
      { test: { ...common, name: "product", include: ["tests/**/*.test.{ts,tsx}"], exclude: ["tests/e2e/**"] } },
      { test: { ...common, name: "browser", include: ["tests/e2e/**/*.test.{ts,tsx}"], testTimeout: 180_000, hookTimeout: 240_000 } },
    ],
  },
});
