import { expect, SETUP, testWithSamples as test } from './fixtures.ts';
import { LabImportPage } from './pages/lab-import.ts';
import { LabsPage } from './pages/labs.ts';
import { PatientPage } from './pages/patient.ts';
import { ScoresPage } from './pages/scores.ts';
import { UnlockPage } from './pages/unlock.ts';
import { WorklistPage } from './pages/worklist.ts';

const { login, password } = SETUP.user;
const hoursAgo = (hours: number) =>
  new Date(Date.now() - hours * 3_600_000).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });

test('a laboratory file is looked at, ticked, imported once and taken back', async ({ page, site }) => {
  const unlock = new UnlockPage(page);
  await unlock.open(site.address);
  await unlock.unlock(login, password);
  await new WorklistPage(page).openFirst();
  const { banner } = new PatientPage(page);
  const name = await banner.getByRole('link').first().textContent();
  const number = /SL-\d+/.exec((await banner.textContent()) ?? '')?.[0] ?? '';
  const labs = new LabsPage(page);
  const imports = new LabImportPage(page);
  const time = hoursAgo(3);
  const row = (item: string, result: string, unit: string) => `${name},${number},${item},${result},${unit},${time}`;
  const file = [
    '姓名,住院号,项目名称,结果,单位,采集时间',
    row('总胆红素', '412.5', 'umol/L'),
    row('白蛋白', '27', 'g/L'),
    row('国际标准化比值', '2.3', ''),
    row('肌酐', '133', 'umol/L'),
    row('糖化血红蛋白', '5', '%'),
    `他人,X9,总胆红素,15,umol/L,${time}`,
  ].join('\r\n');

  await imports.open();
  await imports.choose('无患者.csv', `项目名称,结果,单位,采集时间\nALT,88,U/L,${time}`);
  await expect(imports.stop).toHaveAttribute('data-problem', 'no-patient');
  await imports.another();

  await imports.choose('检验.csv', file);
  await expect(imports.facts).toContainText('CSV');
  await expect(imports.facts).toContainText('UTF-8');
  await expect(page.getByTestId('other-patients')).toBeVisible();
  await expect(imports.rows).toHaveCount(5);
  await page.getByTestId('tick-none').click();
  await expect(imports.run).toBeDisabled();
  await page.getByTestId('tick-all').click();
  await imports.run.click();
  await expect(imports.done).toContainText('4');

  await imports.choose('检验.csv', file);
  await expect(imports.rows).toHaveCount(5);
  await expect(imports.rows.first()).toContainText('已有相同结果');
  await expect(imports.run).toBeDisabled();
  await imports.another();

  await page.getByTestId('back-to-labs').click();
  await expect(labs.grid).toContainText('412.5');
  await new PatientPage(page).goTo('scores');
  const scores = new ScoresPage(page);
  await scores.open('meld');
  await expect(scores.detail).toContainText('412.5');

  await imports.open();
  await imports.undo('选错文件');
  await page.getByTestId('back-to-labs').click();
  await expect(labs.grid).toBeVisible();
  await expect(labs.grid).not.toContainText('412.5');
});
