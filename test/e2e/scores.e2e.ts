import { wallClock } from '../../shared/records/time.ts';
import { expect, SETUP, testWithSamples as test } from './fixtures.ts';
import { AdvicePanel } from './pages/advice.ts';
import { LabsPage } from './pages/labs.ts';
import { PatientPage } from './pages/patient.ts';
import { ScoresPage } from './pages/scores.ts';
import { SettingsPage } from './pages/settings.ts';
import { UnlockPage } from './pages/unlock.ts';
import { WorklistPage } from './pages/worklist.ts';

const { login, password } = SETUP.user;
/** Worked patient E2 but for the weight, the oxygen and the name. */
const SAMPLE = '张建国（示例）';

test('scores are explained, bounded, refused and marked; the physician judges the advice; formulas are checked', async ({
  page,
  site,
}) => {
  const unlock = new UnlockPage(page);
  await unlock.open(site.address);
  await unlock.unlock(login, password);
  const worklist = new WorklistPage(page);
  await worklist.search('SL-0001');
  await worklist.open(SAMPLE);
  const patient = new PatientPage(page);
  await patient.goTo('scores');

  const scores = new ScoresPage(page);
  await scores.open('cossh-aclf-ii');
  await expect(scores.detail).toContainText('1.649 × ln(1.9) = 1.05842');
  await expect(scores.citation).toContainText('10.1016/j.jhep.2021.05.026');
  await scores.close('cossh-aclf-ii');
  await expect(scores.value('clif-c-of')).toHaveText('9 至 11');
  await expect(scores.line('clif-c-of')).toContainText('PaO₂/FiO₂');
  await scores.open('clif-c-of');
  await expect(scores.detail).toContainText('平均动脉压 78（由血压 108/63 计算）');
  await scores.close('clif-c-of');
  await expect(scores.value('catch-life')).toHaveText('模型未安装');
  await expect(scores.line('ree-mifflin')).toContainText(/缺.*体重/);

  const advice = new AdvicePanel(page);
  await expect(advice.level).toHaveText('立即转诊');
  await expect(advice.rule('any-organ-failure')).toContainText('10.1053/j.gastro.2013.02.042');
  await advice.confirm();
  await expect(advice.decided).toContainText('确认此建议');
  await advice.override('within-24h', '夜间道路封闭，已电话商定次晨转运');
  await expect(advice.level).toHaveText('24 小时内转诊');
  await expect(advice.computed).toHaveText('策略计算：立即转诊');
  await expect(advice.decided).toContainText('夜间道路封闭');

  await patient.goTo('labs');
  const justNow = wallClock(new Date(Date.now() - 60_000).toISOString());
  await new LabsPage(page).addPanel(justNow, { TBIL: '205', INR: '2.6', CREA: '180' });
  await patient.goTo('scores');
  await expect(scores.line('clif-c-of')).toContainText('205.2'); // 11.988 mg/dL: below the cut-off, and marked
  await expect(advice.decided).toContainText('请重新判断');
  await expect(advice.level).toHaveText('立即转诊');

  await scores.open('meld3');
  await scores.detail.getByRole('link').click();
  await expect(page.getByTestId('chapter-meld3')).toBeInViewport();

  await new SettingsPage(page).goTo('formulas');
  await page.getByTestId('formulas-check').click();
  await expect(page.getByTestId('formulas-result')).toContainText(/✓ .*?(\d+)\D+\1\D/);
});
