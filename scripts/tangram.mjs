// npm run tangram -- …: the command line.
import { launch } from "./launch.mjs";

const { cli } = await launch("cli", process.argv[2] === "serve");
await cli(process.argv.slice(2));
