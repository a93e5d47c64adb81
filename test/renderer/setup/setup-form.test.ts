import { describe, expect, it } from 'vitest';
import {
  blankAnswers,
  faultsOfStep,
  type SetupAnswers,
  stepOfField,
} from '../../../renderer/features/setup/setup-form.ts';

const RECOVERY = { groups: ['7K3MQ', '0XW2D', 'PQ9ZA', 'M4T7C', '2BWEE', 'H8KJN', '5RSVT', 'X1Y3G'], ask: [2, 8] };

const answers = (part: Partial<SetupAnswers>): SetupAnswers => ({ ...blankAnswers(), ...part });

describe('the first-run assistant', () => {
  it('asks for the hospital, marks a wrong code and takes small letters', () => {
    const { facility } = blankAnswers();
    expect(faultsOfStep('facility', answers({}), null)).toEqual({
      'facility.name': 'needed',
      'facility.department': 'needed',
      'facility.phone': 'needed',
      'facility.code': 'needed',
    });
    const filled = { ...facility, name: '临海县医院', department: '感染科', phone: '85112233', code: '12345' };
    expect(faultsOfStep('facility', answers({ facility: filled }), null)).toEqual({ 'facility.code': 'code' });
    expect(faultsOfStep('facility', answers({ facility: { ...filled, code: 'lhx01' } }), null)).toEqual({});
  });

  it('names the ward whose answer is missing', () => {
    const ward = { key: 'a', facilityName: '浙大一院', facilityCode: 'ZJU01', wardName: '人工肝', phone: '87236114' };
    expect(faultsOfStep('wards', answers({ wards: [ward, { ...ward, key: 'b', phone: '' }] }), null)).toEqual({
      'wards.1.phone': 'needed',
    });
  });

  it('wants the password twice, the same', () => {
    const user = { login: 'wang.li', displayName: '王丽', title: '', phone: '', password: 'Ganqiao-2026' };
    expect(faultsOfStep('user', answers({ user, repeat: '' }), null)).toEqual({ 'user.repeat': 'needed' });
    expect(faultsOfStep('user', answers({ user, repeat: 'other' }), null)).toEqual({ 'user.repeat': 'differs' });
    expect(faultsOfStep('user', answers({ user, repeat: user.password }), null)).toEqual({});
    expect(faultsOfStep('user', answers({ user: { ...user, login: '王丽' }, repeat: user.password }), null)).toEqual({
      'user.login': 'login',
    });
  });

  it('lets nobody on without two groups typed back from paper, as people write them', () => {
    expect(faultsOfStep('recovery', answers({ echo: ['0XW2D', 'X1Y3G'] }), null)).not.toEqual({});
    expect(faultsOfStep('recovery', answers({ echo: ['', ''] }), RECOVERY)).toEqual({
      'echo.0': 'needed',
      'echo.1': 'needed',
    });
    expect(faultsOfStep('recovery', answers({ echo: ['oxw2d', 'ｘ1y3g '] }), RECOVERY)).toEqual({});
    expect(faultsOfStep('recovery', answers({ echo: ['0XW2D', '5RSVT'] }), RECOVERY)).toEqual({ 'echo.1': 'echo' });
  });

  it('leads a refused field back to its step', () => {
    expect(stepOfField('wards.0.phone')).toBe('wards');
    expect(stepOfField('recoveryEcho.1')).toBe('recovery');
    expect(stepOfField('length')).toBe('user'); // rules of a weak password come without a path
  });
});
