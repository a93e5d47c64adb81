/** Printing a packet: what, for whom, on which paper. */
export const paper = {
  title: 'Print and save',
  pages: 'Pages',
  copies: 'Copies',
  unlabelled: 'None ticked: one copy without a label',
  size: 'Paper',
  sizes: { A4: 'A4', A5: 'A5 (letter only)', 'dot-matrix': 'Dot matrix 241 × 140 mm (text, carbon copies)' },
  carbon: 'Carbon form of three: printed once, the copies are named on each page',
  none: 'Tick at least one page.',
  testPage: 'Printer test page',
  missingGlyphs:
    'No font of this computer can show {{characters}}: paper will have an empty box. Write it in by hand, or ask the administrator for a font with a large character set (such as SimSun-ExtB).',
  preview: 'Page shown',
  allChosen: 'All ticked pages',
  page: {
    P1: '1 Letter',
    P2: '2 Summary',
    P3: '3 Results',
    P4: '4 Scores',
    P5: '5 Timeline',
    P6: '6 Consent',
    P7: '7 Handover',
    P8: '8 Documents',
    return: 'Return form',
    'return-blank': 'Return form, blank',
  },
} as const;
