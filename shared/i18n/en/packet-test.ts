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
  latin: 'Latin, signs',
  rare: 'Rare characters',
  allGlyphs: 'This computer has all of these characters.',
  missing:
    'No font of this computer has {{characters}}: an empty box is printed. Ask the administrator for a font with a large character set, such as SimSun-ExtB.',
} as const;
