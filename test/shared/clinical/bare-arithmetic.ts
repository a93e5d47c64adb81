import type { QuantityKey } from '../../../shared/clinical/analytes.ts';
import type { ScoreInputs } from '../../../shared/clinical/inputs.ts';

/**
 * The yardstick of `engine.all-scores`: the same formulas for one patient, written by hand without notes, refusals,
 * bounds or explanation. Unit conversion and the rounding of clinical.md 1.2 are included, word for word.
 */

function roundHalfUp(x: number, nd = 0): number {
  const [m, e = '0'] = String(Math.abs(x)).split('e');
  return Math.sign(x) * Number(`${Math.round(Number(`${m}e${Number(e) + nd}`))}e-${nd}`);
}

function si(raw: ScoreInputs, key: QuantityKey, factor = 1): number {
  const item = raw[key];
  if (typeof item === 'object' && item !== null) return roundHalfUp(item.value * factor, 6);
  return roundHalfUp(Number(item), 6);
}

const clamp = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high);
const points = (x: number, low: number, high: number) => (x < low ? 1 : x <= high ? 2 : 3);

/** Every score of a complete record, as a clinician reads it, in the order of cli.md but for the stage (0 none … 4 late). */
export function bareScores(raw: ScoreInputs): (number | string)[] {
  const tbil = si(raw, 'tbil', 17.1);
  const crea = si(raw, 'crea', 88.4);
  const base = si(raw, 'crea_baseline', 88.4);
  const crea48 = si(raw, 'crea_48h_ago', 88.4);
  const urea = si(raw, 'urea', 1 / 2.801);
  const alb = si(raw, 'alb', 10);
  const inr = si(raw, 'inr');
  const na = si(raw, 'na');
  const wbc = si(raw, 'wbc', 1 / 1000);
  const neut = si(raw, 'neut', 1 / 1000);
  const lac = si(raw, 'lac', 1 / 9.008);
  const [age, he, pf, map, weight, height] = [
    si(raw, 'age'),
    si(raw, 'he'),
    si(raw, 'pf'),
    si(raw, 'map'),
    si(raw, 'weight'),
    si(raw, 'height'),
  ];
  const complications = si(raw, 'complications');
  const extrahepatic = si(raw, 'extrahepatic_of');
  const female = raw.sex === 'female' ? 1 : 0;
  const bil = Math.max(tbil / 17.1, 1);
  const cr = crea / 88.4;
  const lnBil = Math.log(bil);
  const lnInr = Math.log(Math.max(inr, 1));
  const meld = 10 * (0.957 * Math.log(clamp(cr, 1, 4)) + 0.378 * lnBil + 1.12 * lnInr + 0.643);
  const m = roundHalfUp(meld);
  const na137 = 137 - clamp(na, 125, 137);
  const optn = m > 11 ? m + 1.32 * na137 - 0.033 * m * na137 : m;
  const naKim = clamp(na, 125, 140);
  const kim = meld - naKim - 0.025 * meld * (140 - naKim) + 140;
  const lnCr3 = Math.log(clamp(cr, 1, 3));
  const alb35 = 3.5 - clamp(alb / 10, 1.5, 3.5);
  const meld3 =
    1.33 * female +
    4.56 * lnBil +
    0.82 * na137 -
    0.24 * na137 * lnBil +
    9.09 * lnInr +
    11.14 * lnCr3 +
    1.85 * alb35 -
    1.83 * alb35 * lnCr3 +
    6;
  const imeld = meld + 0.3 * age - 0.7 * na + 100;
  const hePoints = he === 0 ? 1 : he <= 2 ? 2 : 3;
  const ascites = raw.ascites === 'none' ? 1 : raw.ascites === 'mild' ? 2 : 3;
  const pugh =
    points(tbil, 34.2, 51.3) + (alb > 35 ? 1 : alb >= 28 ? 2 : 3) + points(inr, 1.7, 2.3) + ascites + hePoints;
  const albi = 0.66 * Math.log10(tbil) - 0.085 * alb;
  const liver = tbil < 102.6 ? 1 : tbil < 205.2 ? 2 : 3;
  const kidney = raw.rrt === true ? 3 : crea < 176.8 ? 1 : crea < 309.4 ? 2 : 3;
  const brain = raw.ventilation === 'he' ? 3 : hePoints;
  const coagulation = inr < 2 ? 1 : inr < 2.5 ? 2 : 3;
  const circulation = raw.vasopressor === true ? 3 : map >= 70 ? 1 : 2;
  const respiration = raw.ventilation === 'respiratory' ? 3 : pf > 300 ? 1 : pf > 200 ? 2 : 3;
  const of = liver + kidney + brain + coagulation + circulation + respiration;
  const kd = kidney === 1 && crea >= 132.6;
  const bd = brain === 2;
  const failures =
    Number(liver === 3) +
    Number(kidney > 1) +
    Number(brain === 3) +
    Number(coagulation === 3) +
    Number(circulation === 3) +
    Number(respiration === 3);
  const single = kidney > 1 ? '1a' : (brain === 3 ? kd : kd || bd) ? '1b' : '0';
  const easl = failures === 0 ? '0' : failures === 1 ? single : failures === 2 ? '2' : failures === 3 ? '3a' : '3b';
  const cossh =
    failures === 1 ? (single !== '0' || (liver === 3 && inr >= 1.5) ? '1' : '0') : String(Math.min(failures, 3));
  const aclf =
    easl === '0' ? '' : roundHalfUp(clamp(10 * (0.33 * of + 0.04 * age + 0.63 * Math.log(wbc) - 2), 0, 100), 1);
  const ad =
    easl === '0'
      ? roundHalfUp(
          10 * (0.03 * age + 0.66 * Math.log(cr) + 1.71 * Math.log(inr) + 0.88 * Math.log(wbc) - 0.05 * na + 8),
          1,
        )
      : '';
  const cossh2 =
    1.649 * Math.log(inr) +
    0.457 * hePoints +
    0.425 * Math.log(neut) +
    0.396 * Math.log(tbil) +
    0.576 * Math.log(urea) +
    0.033 * age;
  const aarc =
    points(tbil, 256.5, 427.5) + hePoints + points(inr, 1.8, 2.5) + points(lac, 1.5, 2.5) + points(crea, 61.88, 132.6);
  const apasl = tbil >= 85.5 && inr >= 1.5 && (raw.ascites !== 'none' || he >= 1) ? 'yes' : 'no';
  const nacseld =
    Number(raw.vasopressor === true) + Number(he >= 3) + Number(raw.rrt === true) + Number(raw.ventilation !== 'none');
  const c = inr >= 2.6 ? 4 : inr >= 1.9 ? 3 : inr >= 1.5 ? 2 : 0;
  const k = Math.min(2 + Math.max(complications, extrahepatic), 4);
  const stage = tbil >= 171 && c >= 2 ? Math.max(c, k) : tbil >= 85.5 && c >= 1 ? 1 : 0;
  const ratio = roundHalfUp(crea / base, 6);
  const rise = roundHalfUp(crea - crea48, 6);
  const isAki = ratio >= 1.5 || rise >= 26.5;
  const aki = !isAki ? '0' : ratio > 3 || crea >= 353.6 ? '3' : ratio > 2 ? '2' : crea >= 132.6 ? '1B' : '1A';
  const hb = female
    ? 655.0955 + 9.5634 * weight + 1.8496 * height - 4.6756 * age
    : 66.473 + 13.7516 * weight + 5.0033 * height - 6.755 * age;
  const mifflin = 10 * weight + 6.25 * height - 5 * age + (female ? -161 : 5);
  return [
    clamp(m, 6, 40),
    clamp(roundHalfUp(optn), 6, 40),
    clamp(roundHalfUp(kim), 6, 40),
    clamp(roundHalfUp(meld3), 6, 40),
    roundHalfUp(imeld, 1),
    pugh,
    roundHalfUp(albi, 2),
    of,
    easl,
    cossh,
    aclf,
    ad,
    roundHalfUp(cossh2, 2),
    aarc,
    apasl,
    nacseld,
    stage,
    aki,
    roundHalfUp(hb),
    roundHalfUp(mifflin),
    roundHalfUp(map),
  ];
}
