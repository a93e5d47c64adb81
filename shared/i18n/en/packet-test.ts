/** Words of the printer's test page. */
export const packetTest = {
  title: 'Printer test page',
  made: '{{at}} · {{by}} · GanQiao {{version}} · {{size}}',
  frame:
    'The thin frame is the edge of the type area: all four sides should print, with 18 mm (A5: 15 mm) at the left for binding.',
  ruler:
    'Check the ruler above against a real one: {{mm}} mm. Where it is shorter, set the scale to 100 % (actual size) in the print dialog.',
  greys: 'Neighbouring greys should differ; 10 % should still be seen.',
  code: 'The code is 34 mm wide and should scan as "GANQIAO PRINTER TEST"; the circle of 42 mm is for the seal.',
  textFrame:
    'The frame takes all {{columns}} columns and {{lines}} lines: all four sides should print. A side missing: move the tractors; top or bottom missing: adjust the form position (form height 140 mm).',
  textRuler:
    'The ruler has {{columns}} columns and ends in 8; a column is 1.85 mm, all of them 200 mm. Text that overlaps or wraps: choose 241 × 140 mm and 100 % in the printer driver.',
  copies:
    'Tear the copies apart: Chinese text and figures should be legible on each of ① ② ③. If the lower ones are faint, set the paper thickness lever closer or change the ribbon.',
  pen: 'Sign here (press hard; it should show on all three)',
  latin: 'Latin, signs',
  rare: 'Rare characters',
  allGlyphs: 'This computer has all of these characters.',
  missing:
    'No font of this computer has {{characters}}: an empty box is printed. Ask the administrator for a font with a large character set, such as SimSun-ExtB.',
} as const;
