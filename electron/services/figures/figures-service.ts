import {
  type CourseFigures,
  courseFigures,
  type MonthFigures,
  monthlyFigures,
} from '../../../shared/records/figures.ts';
import type { Pathway } from '../../../shared/records/pathway.ts';
import { type Day, instantOfWallClock } from '../../../shared/records/time.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';

export interface FiguresDependencies extends ServiceDependencies {
  pathway: (of: { episodeId: string }) => Pathway;
}

interface Period {
  from: Day;
  to: Day;
}

const DAY_MS = 24 * 3_600_000;

/** How fast patients reach the ward, by month. */
export function createFigures({ read, write, clock, pathway }: FiguresDependencies) {
  function courses({ from, to }: Period): CourseFigures[] {
    const end = new Date(Date.parse(instantOfWallClock(to)) + DAY_MS).toISOString();
    const episodes = read.all(
      read.query
        .selectFrom('episode')
        .select('id')
        .where('first_presentation_at', '>=', instantOfWallClock(from))
        .where('first_presentation_at', '<', end),
    );
    const now = clock.now();
    return episodes
      .map(({ id }) => pathway({ episodeId: id }))
      .filter(course => course.end?.reason !== 'entered-in-error')
      .map(course => courseFigures(course, now));
  }

  return {
    monthly: (period: Period): MonthFigures[] => monthlyFigures(courses(period)),
    export(actor: Actor, period: Period): CourseFigures[] {
      write(actor, { action: 'figures.export', subject: null, reason: `${period.from} – ${period.to}` }, tx =>
        tx.note(),
      );
      return courses(period);
    },
  };
}
