// The product as built, without looking whether it is.
const { main } = await import("../dist/server/main.js");
await main(process.argv.slice(2));
