import type { Page } from '@playwright/test';
import { wallClock } from '../../shared/records/time.ts';
import { expect } from './fixtures.ts';
import { CoursePage } from './pages/course.ts';
import { EpisodePage } from './pages/episode.ts';
import { LabsPage } from './pages/labs.ts';
import { PatientPage } from './pages/patient.ts';
import { ReferralPage } from './pages/referral.ts';
import { ScoresPage } from './pages/scores.ts';
import { WorklistPage } from './pages/worklist.ts';

export const PATIENT = '王测试';

/** Wall clock of so many hours ago, as a clinician types it. */
const hoursAgo = (hours: number) => wallClock(new Date(Date.now() - hours * 3_600_000).toISOString());

/** Worked patient E2 of the clinical reference; the screens must show its published-rule results. */
const THIRD_PANEL = { TBIL: '320', ALB: '29', INR: '1.9', CREA: '95', UREA: '6.8', NA: '132', WBC: '8.2', NEUT: '6.0' };

/** From the work list to a patient with three panels: what a county doctor does in the first hours. */
export async function enterPatient(page: Page): Promise<void> {
  const patient = new PatientPage(page);
  await new WorklistPage(page).newPatient();
  await patient.fill({
    name: PATIENT,
    sex: 'female',
    birthDate: '1974-03-05',
    idNumber: '110105194912310021', // a wrong check digit: a warning, never a block
    inpatient: 'ZY-0001',
    phone: '13800001234',
    address: '示例县示例镇 1 号',
  });
  await expect(patient.idWarning).toBeVisible();
  await patient.save();
  const episode = new EpisodePage(page);
  await episode.fill({
    t0: hoursAgo(20),
    aetiologies: ['hbv'],
    cirrhosis: { state: 'yes', basis: ['ultrasound'] },
    acute: ['jaundice'],
    antiviral: '恩替卡韦',
    he: '1',
    ascites: 'mild',
    bleeding: 'none',
  });
  await episode.save();
  await expect(patient.banner).toContainText(PATIENT);

  await patient.goTo('labs');
  const labs = new LabsPage(page);
  await labs.addPanel(hoursAgo(19), { ...THIRD_PANEL, TBIL: '250', INR: '1.7' });
  await labs.addPanel(hoursAgo(10), { ...THIRD_PANEL, TBIL: '290', INR: '1.8' });
  await labs.addPanel(hoursAgo(2), THIRD_PANEL);
}

/** The scores of the third panel, each with its arithmetic and citation one click away, and the chart. */
export async function readScoresAndCourse(page: Page): Promise<void> {
  const patient = new PatientPage(page);
  await patient.goTo('scores');
  const scores = new ScoresPage(page);
  await expect(scores.value('meld')).toContainText('25');
  await expect(scores.value('meld3')).toContainText('29');
  await expect(scores.value('child-pugh')).toContainText('11');
  await expect(scores.value('albi')).toContainText('0.81');
  await expect(scores.value('cossh-aclf-ii')).toContainText('7.84');
  await expect(scores.value('catch-life')).toContainText(/未安装|not installed/);
  await scores.open('meld3');
  await expect(scores.detail).toContainText('1.33');
  await expect(scores.citation).toContainText('10.1053/j.gastro.2021.08.050');

  await patient.goTo('course');
  const course = new CoursePage(page);
  await expect(course.table).toContainText('320');
  await expect(course.panels.nth(2)).toBeVisible(); // TBil, INR, MELD
}

/** Fills the form until nothing is missing, and signs it. */
export async function signReferral(page: Page, password: string): Promise<ReferralPage> {
  await new PatientPage(page).goTo('referral');
  const referral = new ReferralPage(page);
  await referral.start();
  await referral.fill({
    urgency: 'now',
    reasons: ['high-risk', 'worsening'],
    impression: '慢加急性肝衰竭？乙肝肝硬化',
    letter: {
      chiefComplaint: '乏力、尿黄 1 周',
      presentIllness: '停用抗病毒药 3 个月后出现黄疸并加重。',
      pastHistory: '慢性乙型肝炎 20 年。',
      treatmentSoFar: '恢复恩替卡韦，护肝支持。',
      presentState: '神志反应稍慢，皮肤巩膜黄染。',
      purpose: '评估人工肝及肝移植。',
      bloodProducts: '无',
      pendingResults: '无',
    },
  });
  await referral.consent();
  await expect(referral.missing).toHaveCount(0);
  await referral.sign(password);
  return referral;
}
