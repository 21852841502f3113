const key = "tangram-workspace";

/** The workspace that was open last in this browser. */
export function lastWorkspace(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is forbidden here: the first of the list will do
  }
}

export function rememberWorkspace(slug: string): void {
  try {
    localStorage.setItem(key, slug);
  } catch {
    // See lastWorkspace.
  }
}
