import { pino } from 'pino';
import type { Config } from './config.ts';

export type Log = ReturnType<typeof openLog>;

/** A structured log on stderr. Secrets that could reach it are cut out by name. */
export function openLog(level: Config['logLevel']) {
  const redact = [
    '*.password',
    '*.token',
    '*.cookie',
    '*.authorization',
    'req.headers.cookie',
    'req.headers.authorization',
  ];
  return pino({ level, redact, base: null }, pino.destination({ fd: 2, sync: false }));
}
