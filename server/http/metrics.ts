/** Upper bounds of the duration buckets, seconds. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** Counters of this process in Prometheus' text form. Labels have few values, so that the number of series stays small. */
export class Metrics {
  readonly #requests = new Map<string, number>();
  readonly #buckets = [...BOUNDS.map(() => 0), 0];
  #seconds = 0;
  #count = 0;
  readonly #started = Date.now();
  /** Values read when somebody asks, by metric name. */
  readonly #gauges = new Map<string, { help: string; read: () => number }>();

  request(method: string, status: number, milliseconds: number): void {
    const key = `method="${METHODS.has(method) ? method : "other"}",status="${status}"`;
    this.#requests.set(key, (this.#requests.get(key) ?? 0) + 1);
    const seconds = milliseconds / 1000;
    this.#seconds += seconds;
    this.#count++;
    const place = BOUNDS.findIndex((bound) => seconds <= bound);
    const at = place === -1 ? BOUNDS.length : place;
    this.#buckets[at] = (this.#buckets[at] ?? 0) + 1;
  }

  gauge(name: string, help: string, read: () => number): void {
    this.#gauges.set(name, { help, read });
  }

  text(): string {
    const lines: string[] = [];
    const head = (name: string, type: string, help: string): void => void lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
    head("tangram_http_requests_total", "counter", "Requests answered.");
    for (const [labels, count] of [...this.#requests].sort()) lines.push(`tangram_http_requests_total{${labels}} ${count}`);
    head("tangram_http_request_seconds", "histogram", "Time from a request to the head of its answer.");
    let below = 0;
    BOUNDS.forEach((bound, i) => {
      below += this.#buckets[i] ?? 0;
      lines.push(`tangram_http_request_seconds_bucket{le="${bound}"} ${below}`);
    });
    lines.push(`tangram_http_request_seconds_bucket{le="+Inf"} ${this.#count}`, `tangram_http_request_seconds_sum ${this.#seconds}`, `tangram_http_request_seconds_count ${this.#count}`);
    for (const [name, { help, read }] of this.#gauges) {
      head(name, "gauge", help);
      lines.push(`${name} ${read()}`);
    }
    head("process_resident_memory_bytes", "gauge", "Memory of this process.");
    lines.push(`process_resident_memory_bytes ${process.memoryUsage.rss()}`);
    head("process_start_time_seconds", "gauge", "When this process began.");
    lines.push(`process_start_time_seconds ${Math.round(this.#started / 1000)}`, "");
    return lines.join("\n");
  }
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
