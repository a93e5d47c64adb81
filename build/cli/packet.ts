import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import QRCode from 'qrcode';
import { createHostPlatform } from '../../electron/host/print.ts';
import { coreCodeWriter, createSigningKey } from '../../electron/services/packet/core-code-writer.ts';
import { createSealKey, sealTo } from '../../electron/services/trust/code-seal.ts';
import { coreCodeOf, writeCoreCode } from '../../shared/referral/core-code.ts';
import { fullSetOf } from '../../shared/referral/full-set.ts';
import { packetSha256 } from '../../shared/referral/packet-hash.ts';
import { PACKET_PAGES, PacketDocument, PLAIN_PRINT } from '../../shared/referral/packet-model.ts';
import { writeFullSet } from '../../shared/referral/write-full-set.ts';
import { buildChanged } from '../build.ts';
import { inRoot } from '../project.ts';
import { SAMPLES, sampleDeparture, samplePacket } from './sample-packets.ts';

const USAGE = `usage: packet --sample ${SAMPLES.join('|')} --lang zh|en|both --out DIR`;

/**
 * `packet --sample minimal|full|overflow --lang zh|en|both --out DIR` writes packet.pdf, packet.json (the
 * frozen model), qr-1.png (the core code) and qr-2.png … (the full set) of a fictional patient, through the application's own pages, codes and printing. Exit 0; 2 with one line
 * on stderr for other arguments; 1 with one line where there is no browser or the folder cannot be written.
 */
interface Arguments {
  readonly sample: (typeof SAMPLES)[number];
  readonly language: PacketDocument['language'];
  readonly out: string;
}

function readArguments(): Arguments | null {
  try {
    const { values } = parseArgs({
      options: { sample: { type: 'string' }, lang: { type: 'string' }, out: { type: 'string' } },
    });
    const sample = SAMPLES.find(name => name === values.sample);
    const language = PacketDocument.shape.language.options.find(name => name === values.lang);
    return sample && language && values.out ? { sample, language, out: values.out } : null;
  } catch {
    return null;
  }
}

async function writePacket({ sample, language, out }: Arguments): Promise<void> {
  await buildChanged(['renderer']);
  const model = samplePacket(sample);
  const packetSha = await packetSha256(model);
  const writer = await coreCodeWriter(await createSigningKey());
  const qr = await writeCoreCode(coreCodeOf(model, packetSha), writer);
  const fullSet = await writeFullSet(fullSetOf(model, packetSha), {
    ...writer,
    receiver: sealTo(await createSealKey()),
  });
  const platform = createHostPlatform({
    rendererFolder: inRoot('dist', 'renderer'),
    onMissingGlyphs: characters =>
      console.error(`no font of this computer has ${characters.join(' ')}: printed as an empty box`),
  });
  try {
    const pdf = await platform.renderPdf({
      model,
      packetSha256: packetSha,
      pages: [...PACKET_PAGES],
      language,
      qr,
      ...PLAIN_PRINT,
      departure: sampleDeparture(sample),
      fullSet,
      print: { nth: 0, at: new Date().toISOString(), by: model.doctor.displayName },
    });
    await mkdir(out, { recursive: true });
    await writeFile(join(out, 'packet.pdf'), pdf);
    for (const [i, data] of [qr, ...fullSet].entries()) {
      await QRCode.toFile(join(out, `qr-${i + 1}.png`), [{ data, mode: 'alphanumeric' }], {
        errorCorrectionLevel: 'M',
        margin: 4, // quiet zone, in modules
        scale: 8,
      });
    }
    await writeFile(join(out, 'packet.json'), `${JSON.stringify(model, null, 2)}\n`);
  } finally {
    await platform.close();
  }
}

const given = readArguments();
if (given === null) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  try {
    await writePacket(given);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    console.error(cause instanceof Error ? cause.message.split('\n')[0] : String(cause));
    process.exitCode = 1;
  }
}
