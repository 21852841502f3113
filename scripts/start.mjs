// npm start: see docs and contract §1.
import { launch } from "./launch.mjs";

const { main } = await launch("main", true);
await main(process.argv.slice(2));
