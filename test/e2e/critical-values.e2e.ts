import { expect, SETUP, test } from './fixtures.ts';
import { enterPatient } from './journey.ts';
import { CriticalValues } from './pages/critical-values.ts';
import { SetupPage } from './pages/setup.ts';
import { UnlockPage } from './pages/unlock.ts';

const INR_LINE = 0; // of the examples

test('nothing is critical until a physician has signed; then it is marked until somebody knows', async ({
  page,
  site,
}) => {
  await new UnlockPage(page).open(site.address);
  await new SetupPage(page).complete(SETUP);
  await enterPatient(page);
  const critical = new CriticalValues(page);
  await page.getByTestId('nav-worklist').click();
  await page.getByTestId('patient-row').first().waitFor();
  await expect(critical.counts).toHaveCount(0);

  await critical.openTable();
  await expect(critical.tableState).toContainText('尚未签署');
  await critical.sign([{ row: INR_LINE, side: 'high', value: '1.7' }], SETUP.user.password);
  await expect(critical.tableState).toContainText(`第 1 版，${SETUP.user.displayName}`);

  await page.getByTestId('nav-worklist').click();
  await critical.counts.first().click();
  await expect(critical.panel).toContainText('达到或超过危急上限 1.7');
  await expect(critical.panel).toContainText('第 1 版');
  await critical.acknowledgeFirst('已报告值班医师');
  await expect(critical.panel).toContainText('已知晓');
  await expect(page.getByTestId('patient-banner').getByTestId('critical-count')).toHaveCount(0);
  await critical.showValueOfFirst();
  await expect(page.getByTestId('value-detail')).toContainText('已报告值班医师');
});
