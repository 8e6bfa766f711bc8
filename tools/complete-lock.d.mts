type Entry = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
type Lock = { packages: Record<string, Entry> };

export function missingEntries(lock: Lock): [path: string, entry: Entry][];
export function completed(lock: Lock): Lock;
