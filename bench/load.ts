import autocannon from "autocannon";

export interface Shot {
  method: "GET" | "POST" | "PATCH";
  path: string;
  body?: string;
}
export interface Figures {
  perSecond: number;
  p50: number;
  p99: number;
  failed: number;
}

/** Sends the shots in turn over so many connections for so many seconds. */
export async function load(url: string, headers: Record<string, string>, shots: readonly Shot[], connections: number, seconds: number): Promise<Figures> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: shots.map((shot) => ({ method: shot.method, path: shot.path, headers: { ...headers, ...(shot.body !== undefined && { "content-type": "application/json" }) }, ...(shot.body !== undefined && { body: shot.body }) })),
  });
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99, failed: result.non2xx + result.errors };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
