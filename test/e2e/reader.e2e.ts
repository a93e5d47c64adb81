import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import QRCode from 'qrcode';
import { launchChromium } from '../../electron/host/chromium.ts';
import { createSigningKey } from '../../electron/services/packet/core-code-writer.ts';
import type { Referral } from '../../shared/referral/referral.ts';
import { handMadeSender, type Roads } from '../support/hand-made-sender.ts';
import { prepareSite } from '../support/prepared-site.ts';
import { introduce, PASSWORD, signedReferral, WARD_FACILITY } from '../support/roads.ts';
import { freshDir, removeDir, startSite } from '../support/site.ts';
import type { SiteClient } from '../support/site-client.ts';
import { test as base, expect, SETUP } from './fixtures.ts';
import { ReaderPage } from './pages/reader.ts';
import { Bar, UnlockPage } from './pages/unlock.ts';
import { cameraFilm } from './qr-film.ts';

const { login, password } = SETUP.user;

/** What a county signed on its own data folder, and what other hospitals hand out, before a ward's workstation. */
interface Brought {
  referral: Referral;
  core: string;
  full: string[];
  file: string;
  /** A long packet, whose set takes several codes, and the same in somebody else's hand. */
  long: Roads;
  forged: Roads;
  /** Of a hospital that the ward does not know. */
  foreign: Roads;
}

const test = base.extend<{ brought: Brought }>({
  brought: async ({ browserName: _any }, use) => {
    await use({} as Brought); // filled by the site that it is brought to
  },
  site: async ({ brought }, use) => {
    const [countyDir, dataDir] = [freshDir(), freshDir()];
    const bring = async (county: SiteClient, ward: SiteClient) => {
      await introduce(county, ward);
      await introduce(ward, county);
      const referral = await signedReferral(county);
      const { qr, fullSet } = await county.packet.preview({ id: referral.id, pages: ['P1'], language: 'zh' });
      const exported = await county.sealedFiles.export({ referralId: referral.id });
      if (!exported.ok) throw new Error(exported.fault);
      const known = await handMadeSender(ward);
      await known.introduce();
      const model = known.packet({}, 'overflow');
      const stranger = await handMadeSender(ward, 'XX');
      Object.assign(brought, {
        ...{ referral, core: qr ?? '', full: fullSet, file: exported.text },
        long: await known.roads(model),
        forged: await known.roads(model, { key: await createSigningKey() }),
        foreign: await stranger.roads(stranger.packet()),
      } satisfies Brought);
    };
    await prepareSite({
      dataDir: countyDir,
      password: PASSWORD,
      fill: county => prepareSite({ dataDir, password, facility: WARD_FACILITY, fill: ward => bring(county, ward) }),
    });
    removeDir(countyDir);
    const site = await startSite({ dataDir });
    await use(site);
    await site.stop();
    removeDir(dataDir);
  },
});

const pictureOf = (code: string) =>
  QRCode.toBuffer([{ data: code, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M', scale: 4, margin: 8 });

test('a ward takes in a referral from paper and by USB stick; what is not to be trusted is refused by name', async ({
  page,
  site,
  brought,
}) => {
  const { referral, core, full, file, long, forged, foreign } = brought;
  await new UnlockPage(page).open(site.address);
  await new UnlockPage(page).unlock(login, password);
  const reader = new ReaderPage(page);
  await reader.open();

  await reader.paste(core);
  await expect(reader.verdict).toContainText('签名有效');
  await expect(reader.preview).toContainText(referral.number ?? '');
  await expect(reader.preview).toContainText('（码中无姓名）');
  const time = /\d{4}-\d{2}-\d{2} \d{2}:\d{2}/;
  for (const [name, value] of [
    ['TBIL', '320'],
    ['INR', '1.9'],
    ['UREA', '6.8'],
    ['NA', '132'],
    ['肝性脑病', '1 级'],
    ['静脉曲张出血', '无'],
  ] as const) {
    await expect(reader.row(name)).toContainText(value);
    await expect(reader.row(name)).toContainText(time);
  }
  await expect(reader.preview).toContainText('52 岁');
  await expect(reader.preview).toContainText('首诊时间 T0');
  await reader.take();
  await expect(reader.state).toContainText('核心码');

  // The hand scanner, with the caret in a field and a Chinese input method on.
  await reader.open();
  await reader.pasteField.focus();
  for (const text of full) await reader.scan(text);
  await expect(reader.preview).toContainText('王测试');
  await expect(reader.preview).toContainText('这次补上更多内容');
  await expect(reader.pasteField).toHaveValue('');
  await reader.take();

  await reader.open();
  await reader.choosePicture(await pictureOf(core));
  await expect(reader.preview).toContainText('完全相同的内容');

  await reader.chooseFile(file);
  await expect(reader.verdict).toContainText('转诊文件');
  await reader.take();
  await expect(reader.state).toContainText('签名有效');

  await reader.open();
  await expect(reader.received).toHaveCount(1); // by three roads, one referral
  const [first = '', ...others] = long.full;
  expect(others.length).toBeGreaterThan(0);
  await reader.paste(first);
  await expect(reader.counter).toContainText(`已扫 1/${others.length + 1}`);
  await reader.paste(...forged.full.slice(1));
  await expect(reader.faultNamed('altered')).toContainText('请电话向转出医院核实');
  await expect(reader.counter).toContainText(`已扫 `); // what was scanned is still there
  await reader.chooseFile(`${file.slice(0, -40)}`);
  await expect(reader.faultNamed('damaged')).toContainText('请重新扫描或重新拷贝');
  await reader.paste(...long.full);
  await expect(reader.verdict).toContainText('签名有效');
  await reader.restart();

  await new Bar(page).speak('en');
  await reader.paste(foreign.core);
  await expect(reader.faultNamed('unknown-sender')).toContainText('trust list');
  await reader.chooseFile(foreign.file);
  await expect(reader.faultNamed('unknown-sender')).toBeVisible();
  await expect(reader.received).toHaveCount(1);
});

test('the camera reads a code that is held before it', async ({ site, brought }) => {
  const film = join(tmpdir(), `ganqiao-film-${process.pid}.y4m`);
  writeFileSync(film, cameraFilm(brought.core));
  const fake = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
  const browser = await launchChromium({ args: [...fake, `--use-file-for-fake-video-capture=${film}`] });
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
    await new UnlockPage(page).open(site.address);
    await new UnlockPage(page).unlock(login, password);
    const reader = new ReaderPage(page);
    await reader.open();
    await reader.lookThroughCamera();
    await expect(reader.verdict).toContainText('签名有效');
    await expect(reader.preview).toContainText(brought.referral.number ?? '');
  } finally {
    await browser.close();
    rmSync(film);
  }
});
