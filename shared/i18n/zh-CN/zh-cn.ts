import { clinical } from './clinical.ts';
import { course } from './course.ts';
import { delivery } from './delivery.ts';
import { episode } from './episode.ts';
import { errors } from './errors.ts';
import { labs } from './labs.ts';
import { packet } from './packet.ts';
import { patient } from './patient.ts';
import { referral } from './referral.ts';
import { scores } from './scores.ts';
import { shell } from './shell.ts';
import { treatment } from './treatment.ts';
import { ui } from './ui.ts';

/** All Chinese texts, one file a feature; the top key is the file's name. */
export const zhCN = {
  clinical,
  course,
  delivery,
  episode,
  errors,
  labs,
  packet,
  patient,
  referral,
  scores,
  shell,
  treatment,
  ui,
};
