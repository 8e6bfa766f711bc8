/** What people look at: the list of accounts, the card of one, the ageing matrix. */
import { oftenBuying } from '../fill.ts';
import { compare, type Line, type Workload } from '../line.ts';
import { idOf } from '../made-id.ts';
import type { Stand } from '../stand.ts';

type Asked = {
  readonly workload: string;
  readonly path: (turn: number) => string;
  readonly text: string;
  readonly values: (turn: number) => unknown[];
};

/** One address against the plainest statement that gives the same rows. */
async function asked(stand: Stand, { workload, path, text, values }: Asked): Promise<Line> {
  const api = stand.client();
  const raw = await stand.owner.connect();
  const line = await compare(stand, {
    workload,
    clients: 1,
    seconds: stand.options.seconds,
    ours: async (_client, turn) => {
      const answer = await api.send(path(turn));
      if (answer.status !== 200)
        throw new Error(`${workload}: ${answer.status} ${answer.body.toString().slice(0, 300)}`);
      return true;
    },
    limit: async (_client, turn) => {
      await raw.query({ name: workload, text, values: [stand.place.orgId, ...values(turn)] });
      return true;
    },
  });
  api.close();
  raw.release();
  return line;
}

// What the row of the list shows: the account, whose it is, what it owes, what is overdue.
const accountRow = `a.id, a.code, a.name, a.inn, a.kpp, a.status, a.is_key, a.tier, a.roles, a.phone, a.email, a.archived,
  a.manager_id, m.name as manager, a.group_id, g.name as group_name, a.next_step, a.next_step_on, a.last_shipped_on,
  c.receivable_minor, (select coalesce(sum(r.open_minor), 0) from receivable r
    where r.org_id = $1 and r.account_id = a.id and r.open_minor > 0 and r.due_on < current_date) as overdue`;
const accountJoins = `left join person m on m.org_id = $1 and m.id = a.manager_id
  left join account_group g on g.org_id = $1 and g.id = a.group_id
  left join account_credit c on c.org_id = $1 and c.account_id = a.id`;

export const accounts: Workload = {
  name: 'accounts',
  run: async (stand) => {
    const nth = (turn: number): number => 1 + ((turn * 7919) % stand.options.accounts);
    const counted =
      '(select count(*) from (select from account n where n.org_id = $1 and not n.archived limit 1001) k) as found';
    return [
      await asked(stand, {
        workload: 'accounts by name',
        path: () => '/accounts?limit=50',
        text: `select ${accountRow}, ${counted} from (select * from account a where a.org_id = $1 and not a.archived
          order by a.name collate ru_name, a.id limit 51) a ${accountJoins} order by a.name collate ru_name, a.id`,
        values: () => [],
      }),
      await asked(stand, {
        workload: 'accounts by text',
        path: (turn) => `/accounts?limit=50&q=${encodeURIComponent(`клиент ${nth(turn)}`)}`,
        text: `with hit as materialized (select a.* from account a where a.org_id = $1 and a.search_text like '%' || $2 || '%'
          and not a.archived)
          select ${accountRow}, (select count(*) from hit) as found from (select * from hit a order by a.name collate ru_name,
            a.id limit 51) a
          ${accountJoins} order by a.name collate ru_name, a.id`,
        values: (turn) => [`клиент ${nth(turn)}`],
      }),
    ];
  },
};

export const account: Workload = {
  name: 'account',
  run: async (stand) => {
    const cards = Math.min(500, oftenBuying, stand.options.accounts);
    const nth = (turn: number): string => idOf('account', 1 + (turn % cards));
    const part = (columns: string, from: string, ending: string): string =>
      `(select json_agg(x) from (select ${columns} from ${from} where x.org_id = $1 and x.account_id = a.id ${ending}) x)`;
    const byName = 'and not x.archived order by x.name collate ru_name, x.id limit 200';
    const orderColumns = 'x.id, x.number, x.state, x.ordered_on, x.total_minor, x.shipped_minor, p.name as manager';
    const orderTables = 'sales_order x left join person p on p.org_id = $1 and p.id = x.manager_id';
    const line = await asked(stand, {
      workload: 'account',
      path: (turn) => `/accounts/${nth(turn)}`,
      text: `select a.*, m.name as manager, g.name as group_name, to_json(c) as standing, to_json(t) as terms,
          (select count(*) from account_note n where n.org_id = $1 and n.account_id = a.id) as notes,
          (select count(*) from account_file f where f.org_id = $1 and f.account_id = a.id) as files,
          (select count(*) from sales_order o where o.org_id = $1 and o.account_id = a.id and o.state in ('draft', 'held', 'confirmed',
            'shipped')) as open_orders,
          (select coalesce(sum(open_minor), 0) from receivable r where r.org_id = $1 and r.account_id = a.id and r.open_minor > 0
            and r.due_on < current_date) as overdue,
          (select min(due_on) from receivable r where r.org_id = $1 and r.account_id = a.id and r.open_minor > 0
            and r.due_on < current_date) as oldest,
          (select limit_minor from credit_limit l where l.org_id = $1 and l.account_id = a.id
            and l.valid_from <= current_date order by l.valid_from desc limit 1) as credit_limit,
          ${part('x.id, x.name, x.post, x.phone, x.email, x.version', 'contact x', byName)} as contacts,
          ${part('x.id, x.name, x.address', 'site x', byName)} as sites,
          ${part('x.id, x.account_number, x.bik', 'account_bank x', 'limit 200')} as banks,
          ${part(orderColumns, orderTables, 'order by x.number desc limit 20')} as orders,
          ${part('x.id, x.number, x.booked_on, x.amount_minor, x.unallocated_minor', 'payment x', 'order by x.booked_on desc, x.id limit 10')} as payments
        from account a
        left join person m on m.org_id = $1 and m.id = a.manager_id
        left join account_group g on g.org_id = $1 and g.id = a.group_id
        left join account_credit c on c.org_id = $1 and c.account_id = a.id
        left join account_terms t on t.org_id = $1 and t.account_id = a.id
        where a.org_id = $1 and a.id = $2`,
      values: (turn) => [nth(turn)],
    });
    return [line];
  },
};

const buckets = `sum(r.open_minor) filter (where r.due_on >= $2::date), sum(r.open_minor) filter (where $2::date - r.due_on between 1
  and 7),
  sum(r.open_minor) filter (where $2::date - r.due_on between 8 and 30), sum(r.open_minor) filter (where $2::date - r.due_on between 31
    and 60),
  sum(r.open_minor) filter (where $2::date - r.due_on between 61 and 90), sum(r.open_minor) filter (where $2::date - r.due_on > 90)`;

export const ageing: Workload = {
  name: 'ageing',
  run: async (stand) => {
    const today = new Date().toISOString().slice(0, 10);
    const past = new Date(Date.now() - 15 * 86_400_000).toISOString().slice(0, 10);
    const debtors = '(select count(*) from account_credit c where c.org_id = $1 and c.receivable_minor > 0)';
    const full = `select count(*), ${debtors}, sum(r.open_minor), ${buckets} from receivable r
      where r.org_id = $1 and r.open_minor > 0`;
    const asOf = full.replace(
      /from receivable r\s+where r.org_id = \$1 and r.open_minor > 0/,
      `from (select r.org_id, r.due_on,
      r.open_minor + coalesce(l.later, 0) as open_minor from receivable r left join (select receivable_id, sum(amount_minor) as later
        from allocation where org_id = $1 and effective_on > $2::date group by 1) l on l.receivable_id = r.id
      where r.org_id = $1 and r.document_date <= $2::date) r where r.open_minor > 0`,
    );
    const page = `select r.account_id, sum(r.open_minor), ${buckets} from receivable r where r.org_id = $1 and r.open_minor > 0
      and r.account_id in
      (select account_id from account_credit where org_id = $1 and receivable_minor > 0 order by receivable_minor desc,
        account_id limit 50) group by 1`;
    return [
      await asked(stand, { workload: 'ageing full', path: () => '/ageing-totals', text: full, values: () => [today] }),
      await asked(stand, {
        workload: 'ageing first page',
        path: () => '/ageing?limit=50',
        text: page,
        values: () => [today],
      }),
      await asked(stand, {
        workload: 'ageing as of a past day',
        path: () => `/ageing-totals?asOf=${past}`,
        text: asOf,
        values: () => [past],
      }),
    ];
  },
};

export const pivot: Workload = {
  name: 'pivot',
  run: async (stand) => {
    const month = (back: number): string => {
      const day = new Date();
      day.setUTCDate(1);
      day.setUTCMonth(day.getUTCMonth() - back);
      return day.toISOString().slice(0, 7);
    };
    const [from, to] = [month(11), month(0)];
    const rollup = `with m as materialized (select account_id, category_id, month, sum(sum_minor) as minor from sales_month
        where org_id = $1 and month between $2 and $3 group by 1, 2, 3),
      t as (select account_id, category_id, sum(minor) as minor from m group by 1, 2 order by 3 desc, 1, 2 limit 100)
      select m.* from m join t using (account_id, category_id)`;
    const asking = `rows=account&thenBy=category&columns=month&from=${from}&to=${to}&top=100`;
    return [
      await asked(stand, {
        workload: 'pivot',
        path: () => `/sales/pivot?${asking}`,
        text: rollup,
        values: () => [`${from}-01`, `${to}-01`],
      }),
    ];
  },
};
