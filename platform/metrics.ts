import type { FastifyReply, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Db } from './database.ts';

/** Prometheus metrics of one server: requests by route, SQL statements, the connection pool, the process. */
export function openMetrics(db: Db) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const labels = ['method', 'route', 'status'];
  const took = new Histogram({
    name: 'kamerton_request_seconds',
    help: 'Time to answer, by route',
    labelNames: labels,
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  });
  const sent = new Counter({
    name: 'kamerton_sql_statements_total',
    help: 'SQL statements sent',
    registers: [registry],
  });
  const pool = new Gauge({
    name: 'kamerton_pool_connections',
    help: 'Connections by state',
    labelNames: ['state'],
    registers: [registry],
  });
  let counted = 0;
  return {
    seen(request: FastifyRequest, reply: FastifyReply): void {
      const route = request.routeOptions.url ?? 'unknown';
      took.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    },
    async text(): Promise<string> {
      const now = db.statements();
      sent.inc(now - counted);
      counted = now;
      pool.set({ state: 'open' }, db.pool.totalCount);
      pool.set({ state: 'idle' }, db.pool.idleCount);
      pool.set({ state: 'waiting' }, db.pool.waitingCount);
      return registry.metrics();
    },
  };
}
