import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';

const onLinux = process.platform === 'linux';

/** True while the process runs. A zombie (dead, not yet collected by its parent) counts as dead. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return linuxStat(pid)?.state !== 'Z';
}

/** A mark that changes when the number `pid` is given to another process; empty where the system does not tell. */
export function birthmark(pid: number): string {
  return linuxStat(pid)?.startedAt ?? '';
}

/** True when `pid` is a PostgreSQL process that works in the data folder `cluster`. */
export function isPostgresIn(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  if (!onLinux)
    return /postgres/.test(spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout);
  try {
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8');
    return name.startsWith('postgres') && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch {
    return false;
  }
}

/** Sends a signal; a process that is already gone is not an error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Start times count from the start of the machine, so they need to say which start. */
function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
}

type LinuxStat = { readonly state: string; readonly startedAt: string };

function linuxStat(pid: number): LinuxStat | null {
  if (!onLinux) return null;
  try {
    // The name in parentheses may hold spaces; fields are counted from the last ')'. proc(5): state is 3, starttime 22.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startedAt: `${bootId()}-${fields[19] ?? ''}` };
  } catch {
    return null;
  }
}
