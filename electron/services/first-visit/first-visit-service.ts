import { AppError } from '../../../shared/contract/errors.ts';
import { type Episode, EpisodeFields } from '../../../shared/records/episode.ts';
import type { FirstVisit } from '../../../shared/records/first-visit.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import type { EpisodesService } from '../episodes/episodes-service.ts';
import type { FindingsService } from '../findings/findings-service.ts';
import type { LabsService } from '../labs/labs-service.ts';
import { survivorOf } from '../patients/same-person.ts';
import type { ServiceDependencies } from '../service.ts';

export interface FirstVisitDependencies extends ServiceDependencies {
  episodes: Pick<EpisodesService, 'get' | 'add' | 'change'>;
  findings: Pick<FindingsService, 'add'>;
  labs: Pick<LabsService, 'add'>;
  assess: (tx: Transaction, episodeId: string, since: string | null) => void;
}

/** The quick form: facts of the course, findings and laboratory values, together or not at all. */
export function createFirstVisit({ read, write, episodes, findings, labs, assess }: FirstVisitDependencies) {
  /** The form shows T0 of a course that runs, and never moves it. */
  function courseOf(tx: Transaction, actor: Actor, patientId: string, { episode, fields }: FirstVisit): Episode {
    if (episode === null) return episodes.add(tx, actor, patientId, fields);
    const present = episodes.get(episode.id);
    if (present.patientId !== patientId) throw new AppError('not-found');
    if (Date.parse(fields.firstPresentationAt) !== Date.parse(present.firstPresentationAt))
      throw new AppError('invalid-input', { fields: ['firstPresentationAt'] });
    const isSame = JSON.stringify(EpisodeFields.parse(present)) === JSON.stringify(EpisodeFields.parse(fields));
    return isSame ? present : episodes.change(tx, episode.id, episode.version, fields);
  }

  return {
    /** @throws AppError as the services of the parts: sample-time-in-future | out-of-range | unknown-unit | stale-version */
    record(actor: Actor, visit: FirstVisit): Episode {
      const patientId = survivorOf(read, visit.patientId);
      return write(actor, { action: 'firstVisit.record', subject: patientId, reason: null }, tx => {
        const course = courseOf(tx, actor, patientId, visit);
        labs.add(tx, actor, course, visit);
        findings.add(tx, actor, course, visit.sampledAt, visit.findings);
        assess(tx, course.id, null);
        tx.announce({ type: 'patient.changed', patientId });
        return course;
      });
    },
  };
}
