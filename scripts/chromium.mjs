import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

function onPath() {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of NAMES) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not here: the next one.
      }
    }
  }
  return null;
}

/** Path of a Chromium: the one named by TANGRAM_CHROMIUM, the system's, or the one inside the npm package (unpacked once). */
export async function findChromium() {
  const known = process.env.TANGRAM_CHROMIUM ?? onPath();
  if (known) return known;
  const { default: chromium } = await import("@sparticuz/chromium");
  return chromium.executablePath();
}
