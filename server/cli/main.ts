export async function cli(argv: readonly string[]): Promise<void> { const { main } = await import("#server/main.ts"); await main(argv.slice(1)); }
