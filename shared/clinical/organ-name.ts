/** The six organs of the CLIF-C table, in the order in which they are listed everywhere. */
export const organNames = ['liver', 'kidney', 'brain', 'coagulation', 'circulation', 'respiration'] as const;
export type OrganName = (typeof organNames)[number];
