/** Offsets in a JSON text, from inclusive, to exclusive. */
export interface Place {
  from: number;
  to: number;
}

/**
 * Where a JSON pointer stands in a text: the key of the property (so that a marker is short), or the element of an array. As
 * far as the pointer can be followed, also in a text that is broken further down. "" is the first character.
 */
export function placeOfPointer(text: string, pointer: string): Place {
  const parts = pointer.split("/").slice(1).map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return new Finder(text).find(parts);
}

class Finder {
  private at = 0;
  constructor(private readonly text: string) {}

  find(parts: readonly string[]): Place {
    let found: Place = { from: 0, to: 1 };
    for (const part of parts) {
      this.space();
      const opened = this.text[this.at];
      const place = opened === "{" ? this.property(part) : opened === "[" ? this.element(Number(part)) : null;
      if (!place) return found;
      found = place;
    }
    return found;
  }

  /** Goes to the value of a property; gives the place of its key. */
  private property(name: string): Place | null {
    this.at += 1;
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') return null;
      const from = this.at;
      const key = this.string();
      const place = { from, to: this.at };
      this.space();
      if (this.text[this.at] !== ":") return null;
      this.at += 1;
      if (key === name) return place;
      if (!this.skip() || !this.comma()) return null;
    }
  }

  private element(index: number): Place | null {
    this.at += 1;
    for (let place = 0; ; place++) {
      this.space();
      if (place === index) {
        const from = this.at;
        this.skip();
        const to = Math.max(this.at, from + 1);
        this.at = from;
        // Only its first line: a whole object underlined says nothing.
        const end = this.text.indexOf("\n", from);
        return { from, to: end < 0 ? to : Math.min(to, Math.max(end, from + 1)) };
      }
      if (!this.skip() || !this.comma()) return null;
    }
  }

  private comma(): boolean {
    this.space();
    if (this.text[this.at] !== ",") return false;
    this.at += 1;
    return true;
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? "")) this.at += 1;
  }

  /** Reads a string, the reader standing at its first quote. */
  private string(): string {
    const from = this.at;
    this.at += 1;
    while (this.at < this.text.length && this.text[this.at] !== '"') this.at += this.text[this.at] === "\\" ? 2 : 1;
    this.at += 1;
    try {
      return String(JSON.parse(this.text.slice(from, this.at)));
    } catch {
      return "";
    }
  }

  /** Passes over a value; false at the end of the text. */
  private skip(): boolean {
    this.space();
    let depth = 0;
    while (this.at < this.text.length) {
      const character = this.text[this.at];
      if (character === '"') this.string();
      else if (character === "{" || character === "[") {
        depth += 1;
        this.at += 1;
      } else if (character === "}" || character === "]") {
        if (depth === 0) return true;
        depth -= 1;
        this.at += 1;
      } else if (character === "," && depth === 0) return true;
      else this.at += 1;
      if (depth === 0 && (character === "}" || character === "]" || character === '"')) return true;
    }
    return false;
  }
}
