import type { Statement } from 'better-sqlite3';
import { type Compilable, DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Connection } from './connection.ts';
import type { Schema } from './schema.ts';
import { asAppError } from './sqlite-failure.ts';

/** Queries slower than this are logged by their shape, never with their parameters. */
const SLOW_MS = 40;

/** Prepared statements held at once; lists of ids make texts of many lengths. */
const STATEMENTS_KEPT = 500;

/**
 * When a transaction is safe from a power cut: on the disk before the call returns, or with the next one that is. Until then
 * a power cut may take it back, whole, and never anything before it.
 */
export type Durability = 'at-once' | 'with-next';

/**
 * Runs typed Kysely queries on the one connection, synchronously: better-sqlite3 is synchronous, and a transaction
 * without an `await` inside cannot be interleaved with another call's work.
 */
export class Store {
  readonly #connection: Connection;
  readonly #statements = new Map<string, Statement>();
  readonly #onSlow: (sql: string, ms: number) => void;
  /** Builds queries; it has no driver of its own and never executes. */
  readonly query: Kysely<Schema> = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: db => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });

  constructor(connection: Connection, onSlow: (sql: string, ms: number) => void = () => undefined) {
    this.#connection = connection;
    this.#onSlow = onSlow;
  }

  /** All rows of a query. */
  all<Row>(query: Compilable<Row>): Row[] {
    const { sql, parameters } = query.compile();
    return this.#timed(sql, statement => statement.all(...parameters) as Row[]);
  }

  /** The first row of a query, if any. */
  first<Row>(query: Compilable<Row>): Row | undefined {
    const { sql, parameters } = query.compile();
    return this.#timed(sql, statement => statement.get(...parameters) as Row | undefined);
  }

  /** Runs an insert, update or delete; number of changed rows. */
  run(query: Compilable): number {
    const { sql, parameters } = query.compile();
    return this.execute(sql, parameters);
  }

  /** Runs a statement given as text, its values bound in order. */
  execute(sql: string, values: readonly unknown[]): number {
    return this.#timed(sql, statement => statement.run(...values).changes);
  }

  /**
   * One immediate transaction: all of `work`, or nothing.
   */
  transaction<Result>(work: () => Result, durable: Durability = 'at-once'): Result {
    try {
      if (durable === 'at-once') return this.#connection.transaction(work).immediate();
      this.#connection.pragma('synchronous=NORMAL');
      try {
        return this.#connection.transaction(work).immediate();
      } finally {
        this.#connection.pragma('synchronous=FULL');
      }
    } catch (failure) {
      throw asAppError(failure);
    }
  }

  #timed<Result>(sql: string, use: (statement: Statement) => Result): Result {
    let statement = this.#statements.get(sql);
    const started = performance.now();
    try {
      if (!statement) {
        if (this.#statements.size >= STATEMENTS_KEPT) this.#statements.clear();
        statement = this.#connection.prepare(sql);
        this.#statements.set(sql, statement);
      }
      return use(statement);
    } catch (failure) {
      throw asAppError(failure);
    } finally {
      const ms = performance.now() - started;
      if (ms > SLOW_MS) this.#onSlow(sql, ms);
    }
  }
}

/** Read access, as services hold it: there is no way to write but the unit of work. */
export type Reader = Pick<Store, 'all' | 'first'> & { readonly query: Pick<Kysely<Schema>, 'selectFrom' | 'fn'> };
