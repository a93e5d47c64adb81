import type { Page } from '@playwright/test';
import { wallClock } from '../../shared/records/time.ts';
import { expect, SETUP, testWithSamples as test } from './fixtures.ts';
import { InputMethod } from './pages/input-method.ts';
import { LabsPage } from './pages/labs.ts';
import { UnlockPage } from './pages/unlock.ts';
import { WorklistPage } from './pages/worklist.ts';

const { login, password } = SETUP.user;
const hoursAgo = (hours: number) => wallClock(new Date(Date.now() - hours * 3_600_000).toISOString());

async function openLabs(page: Page, address: string): Promise<LabsPage> {
  const unlock = new UnlockPage(page);
  await unlock.open(address);
  await unlock.unlock(login, password);
  await new WorklistPage(page).openFirst();
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  const labs = new LabsPage(page);
  await labs.grid.waitFor();
  return labs;
}

test('is typed, taken back and pasted into by keyboard alone', async ({ page, site }) => {
  const labs = await openLabs(page, site.address);
  const keys = page.keyboard;
  await keys.press('n');
  await expect(page.getByTestId('panel-time')).toBeFocused();
  await keys.type(hoursAgo(1));
  await labs.cell('TBIL').focus();
  await keys.type('３２０。5');
  await keys.press('Enter');
  await expect(labs.cell('DBIL')).toBeFocused();
  await keys.type('c');
  await keys.press('Shift+Enter');
  await expect(labs.cell('DBIL')).toHaveValue('未查');
  await expect(labs.cell('TBIL')).toBeFocused();
  await keys.type('7');
  await keys.press('Escape');
  await expect(labs.cell('TBIL')).toHaveValue('３２０。5');
  await keys.press('Tab'); // one new column: the next is the next row's
  await expect(labs.cell('DBIL')).toBeFocused();

  await labs.cell('WBC').focus();
  await keys.type('8.2');
  await keys.press('Enter');
  await keys.press('Control+z');
  await expect(labs.cell('WBC')).toHaveValue('');
  await expect(labs.cell('WBC')).toBeFocused();
  await keys.press('Control+y');
  await expect(labs.cell('WBC')).toHaveValue('8.2');

  await labs.paste(`INR\t1.9\t2.1\nCREA\t95\t1.1\n糖化血红蛋白\t6\t6`);
  await expect(labs.pastePreview).toContainText('糖化血红蛋白');
  await expect(labs.cell('INR')).toHaveValue(''); // nothing before somebody has said yes
  await keys.press('Enter');
  await expect(labs.cell('CREA')).toHaveValue('95');
  await expect(page.getByTestId('cell-INR-2')).toHaveValue('2.1');
  await expect(page.getByTestId('question-CREA-2')).toContainText('mg/dL'); // the same questions as for typed values
  await expect(page.getByTestId('still-missing')).toContainText('采样时间');
  await keys.press('Control+z');
  await expect(labs.cell('INR')).toHaveValue('');
  await expect(page.getByTestId('cell-INR-2')).toHaveCount(0);

  await labs.cell('ALB').focus();
  await keys.type('2.9');
  await keys.press('Alt+u'); // the unit is chosen for the item, and confirmed
  await keys.press('ArrowDown');
  await expect(page.getByTestId('unit-question')).toContainText('29 g/L');
  await keys.press('Enter');
  await expect(labs.cell('ALB')).toBeFocused();
  await expect(labs.question('ALB')).toHaveCount(0);
  await labs.save();
  await expect(labs.grid.getByTestId('value-ALB').last()).toContainText('29');
});

test('leaves a Chinese input method alone until it has finished', async ({ page, site }) => {
  const labs = await openLabs(page, site.address);
  await page.keyboard.press('n');
  const cell = labs.cell('TBIL');
  await cell.focus();
  const ime = await InputMethod.of(page);
  await ime.compose('w', 'we', 'weic');
  await ime.press('Enter', 'Escape', 'Tab');
  await expect(cell).toBeFocused();
  await expect(cell).toHaveValue('weic'); // not restored, not moved on, not asked about
  await expect(labs.question('TBIL')).toHaveCount(0);
  await ime.commit('未查');
  await expect(cell).toHaveValue('未查');
  await page.keyboard.press('Enter');
  await expect(labs.cell('DBIL')).toBeFocused();
  await ime.compose('１２');
  await ime.commit('１２。５');
  await page.keyboard.press('Enter');
  await expect(labs.cell('DBIL')).toHaveValue('１２。５');
  await expect(labs.question('DBIL')).toHaveCount(0);
});

test('takes the first visit on one page, from one key, in one save', async ({ page, site }) => {
  await openLabs(page, site.address);
  await page.keyboard.press('q');
  await page.getByTestId('first-visit').waitFor();
  await page.getByTestId('panel-time').fill(hoursAgo(7));
  const labs = new LabsPage(page);
  await labs.type({ TBIL: '85', INR: '1.2', UREA: 'h', NA: 'c', WBC: '5', NEUT: '3' });
  await page.getByTestId('quick-he').getByRole('radio').nth(1).check();
  await page.getByTestId('quick-bleed').getByRole('radio').first().check();
  await expect(page.getByTestId('eight-strip')).toContainText('8');
  await page.getByTestId('save-first-visit').click();
  await expect(page.getByTestId('first-visit')).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await expect(labs.grid.getByTestId('value-UREA').filter({ hasText: '未回报' })).toHaveCount(1);
});
