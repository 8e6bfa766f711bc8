import { totalmem } from 'node:os';

const megabyte = 1024 * 1024;

/** Settings for a small machine with two cores. Durability (fsync, full_page_writes, synchronous_commit) stays on. */
function settings(): Record<string, string> {
  const quarter = Math.floor(totalmem() / megabyte / 4);
  return {
    shared_buffers: `${Math.max(64, Math.min(256, quarter))}MB`,
    effective_cache_size: `${Math.max(256, Math.min(4096, quarter * 2))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: `${Math.max(64, Math.min(256, quarter))}MB`,
    // Parallel queries take this before /dev/shm, which containers limit to 64 MB.
    min_dynamic_shared_memory: '64MB',
    max_connections: '100',
    max_parallel_workers: '2',
    max_parallel_workers_per_gather: '1',
    jit: 'off',
    random_page_cost: '1.1',
    // Bulk imports: fewer checkpoints.
    wal_buffers: '16MB',
    min_wal_size: '256MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Work for a process that was killed ends within seconds, and with it its locks.
    client_connection_check_interval: '2s',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] %q%u@%d ',
    // Rows and statements hold personal data; the log does not.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  };
}

/** The text of `kamerton.conf`; ALTER SYSTEM still wins over it. */
export function settingsText(): string {
  const lines = Object.entries(settings()).map(([name, value]) => `${name} = '${value}'`);
  return `# Written by Kamerton at each start. Change settings by ALTER SYSTEM.\n${lines.join('\n')}\n`;
}
