import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allBands, allRiskFunctions, bandsOf, publishedFigures } from '../../../shared/clinical/bands.ts';
import { scoreIds } from '../../../shared/clinical/score-definition.ts';
import { evaluate, scoreDefinition, scoreDefinitions } from '../../../shared/clinical/score-registry.ts';
import { workedPatients } from '../../../shared/clinical/worked-patients.ts';

const DOI = /10\.\d{4,9}\/\S+/;
const figuresOf = (id: string, patient: 'E1' | 'E2' | 'E3') => {
  const definition = scoreDefinition(id);
  return definition === undefined ? [] : publishedFigures(definition, evaluate(id, workedPatients[patient]));
};

describe('every figure has its source', () => {
  it('each band and each risk function cites a paper or the package it was read from', () => {
    for (const { citation } of [...allBands, ...allRiskFunctions]) {
      expect(DOI.test(citation) || citation.includes('ampel-leipzig/ameld'), citation).toBe(true);
    }
  });

  it('never mixes two sources in one table of a score and horizon', () => {
    for (const { id } of scoreDefinitions) {
      const sources = new Map<string, Set<string>>();
      for (const { outcome, horizonDays, citation } of bandsOf(id)) {
        const table = `${outcome}/${horizonDays}`;
        sources.set(table, (sources.get(table) ?? new Set()).add(citation));
      }
      for (const citations of sources.values()) expect(citations.size).toBe(1);
    }
  });

  it('each definition cites at least one source and names whose score it is, in both languages', () => {
    for (const { citations, title, framework, id } of scoreDefinitions) {
      expect(citations.length, id).toBeGreaterThan(0);
      for (const text of [title['zh-CN'], title.en, framework['zh-CN'], framework.en]) expect(text).not.toBe('');
    }
  });

  it('numeric bands of a table leave no gap and do not overlap', () => {
    for (const { id } of scoreDefinitions) {
      const numeric = bandsOf(id).filter(({ from, to }) => typeof from !== 'string' && typeof to !== 'string');
      for (const [index, band] of numeric.entries()) {
        if (index > 0) expect(band.from).toBe(numeric[index - 1]?.to);
      }
    }
  });
});

describe('what the literature says of the worked patients', () => {
  it('takes the band of the displayed value', () => {
    expect(figuresOf('meld', 'E2')[0]).toMatchObject({ label: '20–29', percent: 19.6, horizonDays: 90 });
    expect(figuresOf('meld', 'E3')[0]).toMatchObject({ label: '≥40', percent: 71.3 });
    expect(figuresOf('aarc', 'E2')).toEqual([expect.objectContaining({ label: 'II', percent: 44.5, horizonDays: 28 })]);
    expect(figuresOf('child-pugh', 'E1')[0]).toMatchObject({ outcome: 'survival', percent: 80 });
    expect(figuresOf('easl-aclf', 'E3').map(({ percent }) => percent)).toEqual([76.7, 79.1]);
    expect(figuresOf('easl-aclf', 'E2').map(({ percent }) => percent)).toEqual([22.1, 40.7]);
    expect(figuresOf('nacseld', 'E3')[0]).toMatchObject({ percent: 59 });
  });

  it('shows nothing for a bounded or refused result', () => {
    const definition = scoreDefinition('aarc');
    expect(publishedFigures(definition, evaluate('aarc', { tbil: 100 }))).toEqual([]);
    expect(figuresOf('clif-c-ad', 'E3')).toEqual([]);
  });
});

describe('what is not established is not shown', () => {
  it('holds back everything unreviewed', () => {
    const heldBack = [...allBands, ...allRiskFunctions].filter(({ reviewed }) => !reviewed);
    expect(new Set(heldBack.map(({ score }) => score))).toEqual(new Set(['cossh-aclf-ii', 'clif-c-aclf']));
    for (const patient of ['E1', 'E2', 'E3'] as const) {
      for (const id of ['cossh-aclf-ii', 'clif-c-aclf', 'cossh-aclf', 'albi', 'imeld']) {
        expect(figuresOf(id, patient)).toEqual([]);
      }
    }
  });

  it('has no mortality per COSSH grade, no stratum of COSSH-ACLF II, no CLIF-C AD risk at 1 and 6 months', () => {
    expect(allBands.some(({ score }) => score === 'cossh-aclf')).toBe(false);
    expect(allBands.filter(({ score }) => score === 'cossh-aclf-ii').every(({ percent }) => percent === null)).toBe(
      true,
    );
    expect(evaluate('cossh-aclf-ii', workedPatients.E3).grade).toBeNull();
    expect(allRiskFunctions.filter(({ score }) => score === 'clif-c-ad').map(({ horizonDays }) => horizonDays)).toEqual(
      [90, 365],
    );
  });

  it('ships no HBV-SOFA score, no ΔMELD alarm and no second model under the name CATCH-LIFE', () => {
    expect(scoreIds).not.toContain('cossh-aclf-score');
    expect(scoreDefinition('catch-life').formula).toEqual([]);
    expect(evaluate('catch-life', workedPatients.E2).refused?.code).toBe('model-not-installed');
    const source = readdirSync(new URL('../../../shared/clinical/scores', import.meta.url));
    expect(source.toSorted()).toEqual(scoreIds.map(id => `${id}.ts`).toSorted());
  });

  it('has no dose calculator and no artificial-liver bilirubin threshold', () => {
    const text = readFileSync(new URL('../../../shared/clinical/management.ts', import.meta.url), 'utf8');
    expect(text).not.toMatch(/cells\/kg|umol\/L/);
  });
});
