/** What a name with `*` (any letters) and `?` (one letter) stands for; without regard to case. */
export const namePattern = (pattern: string): RegExp => new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll("*", ".*").replaceAll("?", ".")}$`, "i");

/** Whether a name has a `*` or `?` in it. */
export const isPattern = (name: string): boolean => /[*?]/.test(name);
