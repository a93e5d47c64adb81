import type { MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../shared/contract/contract.ts';
import type { Facility, WardFields } from '../../shared/records/facility.ts';

/** The whole contract as nested functions. */
export type SiteClient = ContractRouterClient<Contract>;

/** A client over one connection to the services. */
export function clientOver(port: MessagePort): SiteClient {
  const client: SiteClient = createORPCClient(new RPCLink({ port }));
  port.start();
  return client;
}

export const TEST_FACILITY: Facility = {
  name: '示例县人民医院',
  code: 'JX',
  workstation: '1',
  department: '感染科',
  phone: '000-1000000',
  role: 'county',
};

export const TEST_WARD: WardFields = {
  facilityName: '示例省立医院',
  facilityCode: 'SL1',
  wardName: '肝衰竭专病病房',
  phone: '000-2000000',
};

export interface SetUpOptions {
  password: string;
  samples?: boolean;
  facility?: Facility;
}

/** Goes through the first-run assistant as a person does: print the recovery key, type two groups back. */
export async function setUpSite(
  client: SiteClient,
  { password, samples = false, facility = TEST_FACILITY }: SetUpOptions,
) {
  const { groups, ask } = await client.setup.recoveryKey();
  const user = await client.setup.complete({
    facility,
    wards: [TEST_WARD],
    user: { login: 'doctor', displayName: '示例医生', title: '主治医师', phone: '000-3000000', password },
    recoveryEcho: ask.map(group => groups[group - 1] ?? ''),
    samples,
  });
  return { user, recoveryKey: groups.join('-') };
}
