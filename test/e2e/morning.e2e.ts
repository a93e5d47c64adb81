import type { Page } from '@playwright/test';
import { wallClock } from '../../shared/records/time.ts';
import { startSite } from '../support/site.ts';
import { expect, SETUP, testWithSamples as test } from './fixtures.ts';
import { IdentityPage } from './pages/identity.ts';
import { InputMethod } from './pages/input-method.ts';
import { Keyboard } from './pages/keyboard.ts';
import { LabsPage } from './pages/labs.ts';
import { PatientPage } from './pages/patient.ts';

/*
 * A morning at the hospital by keyboard alone. Nothing here clicks or fills: what `Keyboard` cannot reach by the page's
 * keys and by Tab, nobody reaches without a mouse.
 */

const { login, password } = SETUP.user;
const hoursAgo = (hours: number) => wallClock(new Date(Date.now() - hours * 3_600_000).toISOString());
const FIRST = '张建国（示例）'; // of the fictional patients; the record MZ-0001 is the same man, misheard

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

/** Unlocks and opens whom the text finds: name and password, `/`, the text, Enter into the rows of that text, Enter. */
async function open(page: Page, address: string, text: string): Promise<Keyboard> {
  const hands = new Keyboard(page);
  await page.goto(address);
  await expect(page.getByTestId('login')).toBeFocused();
  await hands.type(login);
  await hands.press('Tab');
  await hands.type(password);
  await hands.press('Enter');
  await page.getByTestId('patient-row').first().waitFor();
  await search(page, text);
  return hands;
}

async function search(page: Page, text: string): Promise<void> {
  const hands = new Keyboard(page);
  await hands.press('/');
  await hands.type(text);
  await hands.press('Enter');
  await expect(page.getByTestId('search-results').getByTestId('patient-row').first()).toBeFocused();
  await hands.press('Enter');
  await page.getByTestId('patient-banner').waitFor();
}

test('a stranger is taken in, gets a name, and turns out to be known', async ({ page, site }) => {
  const patient = new PatientPage(page);
  const identity = new IdentityPage(page);
  const labs = new LabsPage(page);
  const hands = await open(page, site.address, 'zds');
  await expect(patient.banner).toContainText('赵德山');
  await expect(patient.banner).toContainText('71 kg');
  await expect(patient.banner).toContainText('60.4'); // the dry weight that somebody confirmed, beside it

  await hands.press('g', 'w');
  await page.getByTestId('patient-row').first().waitFor();
  await hands.press('g', 'n');
  await hands.push(page.getByTestId('unnamed'), 'Shift+Tab'); // stands above the form that has the focus
  await expect(page.getByTestId('unnamed-age')).toBeFocused();
  await hands.type('58');
  await hands.reach(page.getByTestId('unnamed-sex'), 'Shift+Tab');
  await hands.choose(page.getByTestId('unnamed-sex'), 'male');
  await hands.next(page.getByTestId('add-unnamed'));

  await page.getByTestId('episode-page').waitFor();
  await hands.press('q'); // the first visit has a form of its own, from every page
  await page.getByTestId('first-visit').waitFor();
  await expect(page.getByTestId('quick-t0')).toBeFocused();
  await hands.type(hoursAgo(3));
  await hands.reach(page.getByTestId('quick-aetiologies'));
  await hands.press('Space');
  await hands.choose(page.getByTestId('quick-cirrhosis'), 'yes');
  await hands.choose(page.getByTestId('quick-bleed'), 'none');
  await hands.choose(page.getByTestId('quick-he'), '1');
  await hands.reach(labs.cell('TBIL'));
  for (const value of ['236', '30', '2.0', '95', 'h', '132', '8.2', '6']) {
    await hands.type(value);
    await hands.press('Enter');
  }
  await hands.fill(page.getByTestId('panel-time'), hoursAgo(2), 'Shift+Tab');
  await expect(page.getByTestId('eight-strip')).toContainText('8');
  await hands.next(page.getByTestId('save-first-visit'));
  await expect(page.getByTestId('first-visit')).toHaveCount(0);
  await expect(page.getByTestId('worst-grade')).toContainText('EASL');

  await hands.push(page.getByTestId('confirm-identity'));
  await expect(page.getByTestId('patient-name')).toBeFocused();
  await hands.type(FIRST);
  await hands.fill(page.getByTestId('patient-phone'), '000-1112233');
  await expect(identity.suspects).toContainText('SL-0001'); // shown while typing, and nothing waits for an answer
  await hands.next(page.getByTestId('save-identity'));
  await expect(patient.banner).toContainText(FIRST);
  await hands.push(page.getByTestId('open-identity-history'));
  await expect(identity.history).toContainText('无名氏 男');

  await hands.press('g', 'w');
  await hands.push(page.getByTestId('open-suspects'));
  await expect(identity.pairs).toHaveCount(3); // three records, each with each
  await hands.push(page.getByTestId('merge-pair').first());
  await hands.fill(page.getByTestId('merge-reason'), '同一人，两次挂号');
  await hands.next(page.getByTestId('merge-records'));
  await page.getByTestId('patient-banner').waitFor();
  await hands.push(page.getByTestId('open-identity-history'));
  await hands.push(page.getByTestId('undo-merge'));
  await expect(page.getByTestId('void-reason')).toBeFocused();
  await hands.type('并错了');
  await hands.press('Enter');
  await page.getByTestId('void-question').waitFor({ state: 'detached' });
  await hands.press('g', 'w');
  await hands.push(page.getByTestId('open-suspects'));
  await expect(identity.pairs).toHaveCount(3);
});

test('results are typed, corrected, pasted, imported and taken back, and a power cut loses none', async ({
  page,
  site,
}) => {
  const labs = new LabsPage(page);
  const buffer = Buffer.from(exported('孙立军（示例）', 'SL-0006'));
  page.on('filechooser', chooser => chooser.setFiles({ name: 'lis.csv', mimeType: 'text/csv', buffer }));
  const hands = await open(page, site.address, 'SL-0006');
  await hands.press('g', 'l');
  await labs.grid.waitFor();

  // typed: Enter goes down, Shift+Enter up, Esc restores, Ctrl+Z and Ctrl+Y go back and forth
  await hands.press('n');
  await expect(page.getByTestId('panel-time')).toBeFocused();
  await hands.type(hoursAgo(2));
  await hands.reach(labs.cell('TBIL'));
  await hands.type('６８。5');
  await hands.press('Enter');
  await expect(labs.cell('DBIL')).toBeFocused();
  await hands.type('c');
  await hands.press('Shift+Enter');
  await expect(labs.cell('TBIL')).toBeFocused();
  await hands.type('7');
  await hands.press('Escape');
  await expect(labs.cell('TBIL')).toHaveValue('６８。5');
  await hands.press('Tab');
  await expect(labs.cell('DBIL')).toHaveValue('未查');
  await hands.press('Control+z');
  await expect(labs.cell('DBIL')).toHaveValue('');
  await hands.press('Control+y');
  await expect(labs.cell('DBIL')).toHaveValue('未查');

  // pasted: a block out of Excel is shown first, and taken back as one
  await hands.paste('INR\t1.4\nCREA\t72\n糖化血红蛋白\t6');
  await expect(labs.pastePreview).toContainText('糖化血红蛋白');
  await expect(labs.cell('INR')).toHaveValue('');
  await hands.press('Enter');
  await expect(labs.cell('CREA')).toHaveValue('72');
  await hands.press('Control+z');
  await expect(labs.cell('INR')).toHaveValue('');
  await hands.press('Control+y');
  await expect(labs.cell('INR')).toHaveValue('1.4');
  await hands.next(page.getByTestId('save-panel'));
  await page.getByTestId('panel-saved').waitFor();

  // corrected: the stored value opens with Enter, and asks for the reason
  await hands.reach(labs.grid.getByTestId('value-TBIL').last(), 'Shift+Tab');
  await expect(labs.grid.getByTestId('value-TBIL').last()).toContainText('68.5');
  await hands.press('Enter');
  await hands.push(page.getByTestId('open-correct'));
  await expect(page.getByTestId('correct-text')).toBeFocused();
  await hands.press('Control+a');
  await hands.type('65.8');
  await hands.fill(page.getByTestId('correct-reason'), '抄错');
  await hands.press('Enter');
  await expect(labs.grid.getByTestId('value-TBIL').last()).toContainText('65.8');
  await expect(labs.grid.getByTestId('value-TBIL').last()).toBeFocused();
  await hands.press('Enter');
  await expect(page.getByTestId('value-detail')).toContainText('抄错');
  await expect(page.getByTestId('value-detail')).toContainText('68.5');

  // imported: the patient of the file is checked, rows are ticked, and the batch goes back as it came
  await hands.press('i');
  await expect(page.getByTestId('choose-file')).toBeFocused();
  await hands.paste(exported('别人（示例）', 'SL-9999'));
  await expect(page.getByTestId('import-stop')).toBeVisible();
  await hands.push(page.getByTestId('import-another'));
  await expect(page.getByTestId('choose-file')).toBeFocused();
  await hands.press('Enter'); // the window of the system, in which a file is chosen
  const sodium = page.getByTestId('tick-3-NA');
  await expect(sodium).toBeChecked();
  await hands.reach(sodium);
  await hands.press('Space');
  await expect(sodium).not.toBeChecked();
  await hands.next(page.getByTestId('import-run'));
  await expect(page.getByTestId('import-done')).toContainText('1');
  await hands.push(page.getByTestId('undo-import'));
  await hands.type('导错了');
  await hands.press('Enter');
  await expect(page.getByTestId('past-import').getByText('导错了')).toBeVisible();

  // the power fails in the middle of a number
  await hands.press('g', 'l');
  await labs.grid.waitFor();
  await hands.press('n');
  await expect(page.getByTestId('panel-time')).toBeFocused();
  await hands.reach(labs.cell('ALB'));
  await hands.type('29.');
  await expect(page.getByTestId('saved-mark')).toHaveText(/已保存 \d\d:\d\d:\d\d/, { timeout: 1500 });
  await page.waitForTimeout(1000); // autosave: within a second after a change
  site.process.kill('SIGKILL');
  await new Promise(resolve => site.process.once('exit', resolve));
  const again = await startSite({ dataDir: site.dataDir });
  try {
    const fresh = await page.context().newPage(); // the old window is gone with its host
    const after = await open(fresh, again.address, 'SL-0006');
    await after.press('g', 'l');
    const restored = new LabsPage(fresh);
    await expect(restored.cell('ALB')).toBeFocused();
    await expect(restored.cell('ALB')).toHaveValue('29.');
    await expect(fresh.getByTestId('draft-restored')).toBeVisible();
    await expect(fresh.getByTestId('still-missing')).toContainText('采样时间'); // and so in no score
    await expect(restored.grid.getByTestId('value-TBIL').last()).toContainText('65.8');
  } finally {
    await again.stop();
  }
});

test('a Chinese input method is left alone in the search and in a name, and the screens speak English', async ({
  page,
  site,
}) => {
  const hands = await open(page, site.address, 'SL-0005');
  await hands.press('g', 'w');
  await page.getByTestId('patient-row').first().waitFor();
  const rows = await page.getByTestId('patient-row').count();
  const field = page.getByTestId('patient-search');
  const ime = await InputMethod.of(page);
  await hands.press('/');
  await expect(field).toBeFocused();
  await ime.compose('z', 'zh', 'zhou');
  await ime.press('Enter', 'ArrowDown', 'Escape');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('zhou');
  await expect(page.getByTestId('search-results')).toHaveCount(0); // nothing is looked for in half a word
  expect(await page.getByTestId('patient-row').count()).toBe(rows);
  await ime.commit('周晓燕');
  await expect(page.getByTestId('search-results').getByTestId('patient-row')).toHaveCount(1);
  await hands.press('Escape');
  await expect(field).toHaveValue('');

  await hands.press('Escape', 'g', 'n');
  const name = page.getByTestId('patient-name');
  await expect(name).toBeFocused();
  await ime.compose('z', 'zhang', 'zhangjianguo');
  await ime.press('Enter', 'Tab', 'Escape');
  await expect(name).toBeFocused();
  await expect(name).toHaveValue('zhangjianguo');
  await ime.commit(FIRST);
  await expect(name).toHaveValue(FIRST);
  await hands.fill(page.getByTestId('patient-phone'), '000-1112233');
  await expect(page.getByTestId('suspects-note')).toContainText('SL-0001');

  await hands.reach(page.getByTestId('language'), 'Shift+Tab');
  await hands.type('E');
  await expect(page.getByTestId('suspects-note')).toContainText('hospital no. SL-0001');
  await expect(name).toHaveValue(FIRST); // what was typed stays
  await hands.reach(page.getByTestId('lock'));
  await hands.press('g', 'w');
  await expect(page.getByTestId('worklist')).toContainText('critical 1');
  await search(page, 'SL-0005');
  await expect(page.getByTestId('patient-banner')).toContainText('dry 60.4 kg');
  await hands.press('g', 'l');
  await expect(page.getByTestId('lab-grid')).toContainText('acknowledged');
  await hands.press('n');
  await expect(page.getByTestId('still-missing')).toContainText('sample time');
});

/** Two rows of an export as a laboratory system writes them. */
function exported(name: string, number: string): string {
  const time = hoursAgo(5);
  return [
    '姓名,性别,住院号,项目名称,结果,单位,采样时间',
    `${name},男,${number},钾,4.1,mmol/L,${time}`,
    `${name},男,${number},钠,136,mmol/L,${time}`,
  ].join('\n');
}
