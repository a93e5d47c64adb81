import { z } from 'zod';
import { managementItemIds } from '../clinical/management.ts';
import { ManagementList } from '../records/management-list.ts';
import { Id } from '../records/time.ts';
import { readClinical, record } from './procedure.ts';

const OfItem = z.object({ episodeId: Id, item: z.enum(managementItemIds), version: z.int() });

export const management = {
  list: readClinical.input(z.object({ episodeId: Id })).output(ManagementList),
  tick: record.input(OfItem).output(ManagementList),
  untick: record.input(OfItem.extend({ reason: z.string().trim().min(1).max(200) })).output(ManagementList),
};
