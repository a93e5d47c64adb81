import { z } from 'zod';
import { CourseFigures, MonthFigures } from '../records/figures.ts';
import { Day } from '../records/time.ts';
import { procedure } from './procedure.ts';
import { MAY } from './roles.ts';

const mayReadFigures = procedure(MAY.figures);
const Period = z.object({ from: Day, to: Day });

export const figures = {
  /** By month of T0, for first presentations from `from` to `to`. */
  monthly: mayReadFigures.input(Period).output(z.array(MonthFigures)),
  /** One line a course, without name, number or date; audited as an export. */
  export: mayReadFigures.input(Period).output(z.array(CourseFigures)),
};
