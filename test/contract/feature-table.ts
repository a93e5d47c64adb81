type Outcome = 'yes' | 'NO' | 'warning';

/** Distinct requests named in a row; a walk asks the same again and again. */
const SHAPES = 4;

interface Row {
  feature: string;
  /** How it was asked for. */
  asked: string;
  need: 'must' | 'may';
  outcome: Outcome;
  note: string;
}

/** What a registry can do, collected while the suite runs. */
export class FeatureTable {
  private readonly rows: Row[] = [];
  private readonly takeAsked: () => string[];

  /** @param takeAsked the requests since the last call, as shapes */
  constructor(takeAsked: () => string[]) {
    this.takeAsked = takeAsked;
  }

  /** A feature the client cannot do without: its failure fails the test. */
  async must(feature: string, check: () => Promise<void>): Promise<void> {
    const row = this.begin(feature, 'must', 'NO');
    try {
      await check();
      row.outcome = 'yes';
    } catch (error) {
      row.note = firstLine(error);
      throw error;
    } finally {
      row.asked = this.shapes();
    }
  }

  /** A feature the client has another way for: its absence is a warning that names the way. */
  async may(feature: string, otherwise: string, check: () => Promise<void>): Promise<void> {
    const row = this.begin(feature, 'may', 'yes');
    try {
      await check();
    } catch (error) {
      row.outcome = 'warning';
      row.note = `${otherwise} [${firstLine(error)}]`;
    } finally {
      row.asked = this.shapes();
    }
  }

  private begin(feature: string, need: Row['need'], outcome: Outcome): Row {
    const row: Row = { feature, need, outcome, asked: '', note: '' };
    this.rows.push(row);
    this.takeAsked(); // what preparation asked for is not the feature's
    return row;
  }

  private shapes(): string {
    const shapes = [...new Set(this.takeAsked())];
    return [...shapes.slice(0, SHAPES), ...(shapes.length > SHAPES ? ['…'] : [])].join(', ');
  }

  /** As a table of Markdown. */
  toString(): string {
    const lines = this.rows.map(({ feature, need, asked, outcome, note }) => {
      const cells = [feature, need, asked, note === '' ? outcome : `${outcome}: ${note}`];
      return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    });
    return ['| Feature | Need | Asked how | Answer |', '| --- | --- | --- | --- |', ...lines].join('\n');
  }

  warnings(): string[] {
    return this.rows.filter(row => row.outcome === 'warning').map(row => row.feature);
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 100) ?? '';
}
