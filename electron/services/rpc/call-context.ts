import type { SessionUser } from '../../../shared/contract/application.ts';
import type { Concealment } from '../../../shared/records/masking.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { Site } from '../site.ts';
import type { Workstation } from '../workstation.ts';

/** What a transport knows of a caller: which connection (window or browser session) the call came through. */
export interface ConnectionContext {
  connection: string;
  workstation: Workstation;
}

/**
 * What a handler sees. `user`, `actor` and `site` throw `not-signed-in` or `vault-locked` where a procedure that is open
 * to anyone asks for what is not there; all others have been checked before the handler runs.
 */
export interface CallContext extends ConnectionContext {
  readonly user: SessionUser;
  readonly actor: Actor;
  readonly site: Site;
  /** False for a quality reviewer: the list without what it tells of the disease. */
  readonly readsClinical: boolean;
  /** How lists show people to this caller, and how the pages of one patient do. */
  readonly inLists: Concealment;
  readonly onPages: Concealment;
}
