import type { WithId } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';

/** One version of a resource. Never changed after it was stored. */
export interface Version {
  resource: WithId<Resource>;
  method: 'POST' | 'PUT' | 'DELETE';
  /** True where this version brought the resource into being (201). */
  created: boolean;
  /** Monotonic milliseconds of the commit: what a stale search is measured against. */
  storedAt: number;
}

export type Snapshot = ReadonlyMap<string, ReadonlyMap<string, readonly Version[]>>;

/** What a search may see: versions stored up to `upTo`, without the late ones. */
export interface View {
  upTo: number;
  withLate: boolean;
}

interface UndoStep {
  type: string;
  id: string;
  before: readonly Version[] | undefined;
}

/** Versioned rows in memory with roll-back. Not isolated: callers take turns. */
export class Store {
  private rows = new Map<string, Map<string, readonly Version[]>>();
  private late = new Set<Version>();
  private undo: UndoStep[] | undefined;

  versions(type: string, id: string): readonly Version[] {
    return this.rows.get(type)?.get(id) ?? [];
  }

  latest(type: string, id: string): Version | undefined {
    return this.versions(type, id).at(-1);
  }

  append(version: Version, isLate: boolean): void {
    const { resourceType: type, id } = version.resource;
    const before = this.rows.get(type)?.get(id);
    this.undo?.push({ type, id, before });
    this.set(type, id, [...(before ?? []), version]);
    if (isLate) this.late.add(version);
  }

  /** Removes a resource without trace: later reads answer 404, not 410. */
  expunge(type: string, id: string): void {
    this.undo?.push({ type, id, before: this.rows.get(type)?.get(id) });
    this.rows.get(type)?.delete(id);
  }

  /** Living resources of a type in the order of their first writing, as the view shows them. */
  *living(type: string, view?: View): Generator<WithId<Resource>> {
    for (const versions of this.rows.get(type)?.values() ?? []) {
      const shown = view ? versions.findLast(v => this.isVisible(v, view)) : versions.at(-1);
      if (shown && shown.method !== 'DELETE') yield shown.resource;
    }
  }

  types(): string[] {
    return [...this.rows.keys()];
  }

  revealLate(): void {
    this.late.clear();
  }

  clear(): void {
    this.rows = new Map();
    this.late.clear();
  }

  /** Runs `work`; if it throws, every row is as before. Nested calls join the outer one. */
  async atomically<T>(work: () => Promise<T>): Promise<T> {
    if (this.undo) return work();
    const undo: UndoStep[] = [];
    this.undo = undo;
    try {
      return await work();
    } catch (error) {
      for (const { type, id, before } of undo.reverse()) this.set(type, id, before);
      throw error;
    } finally {
      this.undo = undefined;
    }
  }

  snapshot(): Snapshot {
    return copyRows(this.rows);
  }

  restore(snapshot: Snapshot): void {
    this.rows = copyRows(snapshot);
    this.late.clear();
  }

  private isVisible(version: Version, view: View): boolean {
    return version.storedAt <= view.upTo && (view.withLate || !this.late.has(version));
  }

  private set(type: string, id: string, versions: readonly Version[] | undefined): void {
    let ofType = this.rows.get(type);
    if (!ofType) {
      ofType = new Map();
      this.rows.set(type, ofType);
    }
    if (versions) ofType.set(id, versions);
    else ofType.delete(id);
  }
}

function copyRows(rows: Snapshot): Map<string, Map<string, readonly Version[]>> {
  return new Map([...rows].map(([type, ofType]) => [type, new Map(ofType)]));
}
