import type { PacketModel } from '../../shared/referral/packet-model.ts';

/** The paper's stacks, as in paper.css: what the application brings, then what Windows and macOS have. */
export const SONG = '"Noto Serif SC", "Noto Sans Hans", SimSun, SimSun-ExtB, "Songti SC", serif';
/** Noto Serif SC covers these without asking: nothing to draw. */
const COMMON = /^[ -\u024F\u2000-\u206F\u3000-\u303F\uFF00-\uFFEF]$/;
/** Assigned to nothing, so that every font draws its box for it. */
const UNASSIGNED = '\u0378';
/** The same in the range of the font of rare characters (rare-characters.css), whose box is another. Heavy to load. */
const UNASSIGNED_RARE = '\u{2FA1E}';
const RARE = /[\u2E80-\u2FDF\u3400-\u4DBF\uF900-\uFAFF\u{20000}-\u{2FA1F}]/u;
const SIDE = 24; // pixels of the drawing that is compared

/**
 * Characters that no font of this computer can draw: they would print as an empty box. Each is drawn and compared with
 * the boxes for code points that nobody has. Loads the parts of the application's font that the text needs.
 */
export async function missingGlyphs(text: string): Promise<string[]> {
  const characters = [...new Set(text)].filter(c => !COMMON.test(c) && c.trim() !== '');
  if (characters.length === 0) return [];
  const boxed = RARE.test(text) ? [UNASSIGNED, UNASSIGNED_RARE] : [UNASSIGNED];
  await document.fonts.load(`400 ${SIDE}px ${SONG}`, boxed.join('') + text);
  const context = Object.assign(document.createElement('canvas'), { width: SIDE, height: SIDE }).getContext('2d', {
    willReadFrequently: true,
  });
  if (context === null) return [];
  const drawing = (character: string) => {
    context.clearRect(0, 0, SIDE, SIDE);
    context.font = `${SIDE - 4}px ${SONG}`;
    context.textBaseline = 'bottom';
    context.fillText(character, 0, SIDE);
    return context.getImageData(0, 0, SIDE, SIDE).data.join();
  };
  const boxes = new Set(boxed.map(drawing));
  return characters.filter(character => boxes.has(drawing(character)));
}

/** Everything on paper by which a person or a place is known: there a missing character matters most. */
export const namesOn = ({ patient, facility, ward, doctor, form }: PacketModel): string =>
  [
    ...[patient.name, patient.contact.name, patient.address, facility.name, facility.department],
    ...[ward?.facilityName, ward?.wardName, doctor.displayName, form.receivingDoctor, form.seniorApproval.by],
  ].join('');
