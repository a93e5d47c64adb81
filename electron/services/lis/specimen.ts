const OTHER_SPECIMEN =
  /尿|粪|便|腹|胸|脑脊|痰|引流|胆汁|分泌|拭子|积液|穿刺液|灌洗|关节|胃液|urine|stool|csf|ascit|fluid|swab|sputum/;
const BLOOD_SPECIMEN = /血|清|浆|serum|plasma|blood|edta/;
const OTHER_PANEL = /尿常规|尿液|尿沉渣|尿生化|尿微量|粪便|便常规|大便|腹水|胸水|脑脊液|体液/;
const CONTROL = /质控|定标|校准/;

/** Codes of HL7 table 0070 in OBR-15. */
const BLOOD_CODES = new Set(['ser', 'plas', 'ppp', 'bld', 'blda', 'bldv', 'bldc', 'wb']);
const OTHER_CODES = new Set(['ur', 'stl', 'flu', 'asc', 'prt', 'spt']);

/** Whether the sample is blood; other fluids are tested first, since 血性腹水 is not (6.8). */
export function isBlood(specimen: string, panel: string): boolean {
  const written = specimen.toLowerCase();
  if (written === '') return !OTHER_PANEL.test(panel);
  return !OTHER_SPECIMEN.test(written) && BLOOD_SPECIMEN.test(written);
}

/** The same for OBR-15, where codes stand beside or in place of words. */
export function isBloodByCode(components: readonly string[], panel: string): boolean {
  const words = components.flatMap(component => component.toLowerCase().split(' '));
  if (words.some(word => OTHER_CODES.has(word))) return false;
  const text = words.map(word => (BLOOD_CODES.has(word) ? 'blood' : word)).join(' ');
  return isBlood(text.trim(), panel);
}

/** A control run, told by the patient's name or the specimen. */
export const isControl = (name: string, specimen: string): boolean =>
  CONTROL.test(name) || CONTROL.test(specimen) || /^qc/i.test(name);
