type Outcome = 'yes' | 'NO' | 'warning';

interface Row {
  feature: string;
  need: 'must' | 'may';
  outcome: Outcome;
  note: string;
}

/** What a registry can do, collected while the suite runs. */
export class FeatureTable {
  private readonly rows: Row[] = [];

  /** A feature the client cannot do without: its failure fails the test. */
  async must(feature: string, check: () => Promise<void>): Promise<void> {
    const row: Row = { feature, need: 'must', outcome: 'NO', note: '' };
    this.rows.push(row);
    try {
      await check();
      row.outcome = 'yes';
    } catch (error) {
      row.note = firstLine(error);
      throw error;
    }
  }

  /** A feature the client has another way for: its absence is a warning that names the way. */
  async may(feature: string, otherwise: string, check: () => Promise<void>): Promise<void> {
    const row: Row = { feature, need: 'may', outcome: 'yes', note: '' };
    this.rows.push(row);
    try {
      await check();
    } catch (error) {
      row.outcome = 'warning';
      row.note = `${otherwise} [${firstLine(error)}]`;
    }
  }

  toString(): string {
    const width = Math.max(...this.rows.map(row => row.feature.length));
    return this.rows
      .map(row =>
        `${row.feature.padEnd(width)}  ${row.need.padEnd(4)}  ${row.outcome.padEnd(7)}  ${row.note}`.trimEnd(),
      )
      .join('\n');
  }

  warnings(): string[] {
    return this.rows.filter(row => row.outcome === 'warning').map(row => row.feature);
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 100) ?? '';
}
