import type { FastifyInstance } from 'fastify';
import { BadConfig, type Config } from './config.ts';

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there: stop it or set another PORT',
  EACCES: 'this user may not listen there: set a PORT above 1023',
  EADDRNOTAVAIL: 'HOST is no address of this machine',
  ENOTFOUND: 'HOST is no address of this machine',
};

/** Listens at `PORT` of `HOST`. Throws BadConfig that says what to do when the place is taken or none of ours. */
export async function listen(app: FastifyInstance, { port, host }: Pick<Config, 'port' | 'host'>): Promise<void> {
  try {
    await app.listen({ port, host });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? reasons[String(error.code)] : undefined;
    throw reason === undefined ? error : new BadConfig(`Kamerton cannot listen at ${host}:${port}: ${reason}.`);
  }
}
