import { useQuery } from '@tanstack/react-query';
import { useOutletContext } from 'react-router';
import type { Episode } from '../../../shared/records/episode.ts';
import type { Finding, FindingCode } from '../../../shared/records/finding.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import { api } from '../../app/api.ts';

/** What the frame of the clinical pages hands to the page inside it. */
export interface PatientCase {
  readonly patient: Patient;
  /** The open episode, else the latest; null before the first. */
  readonly episode: Episode | null;
}

export const usePatientCase = (): PatientCase => useOutletContext<PatientCase>();

/** The episode that the pages are about: the open one, else the one that began last. */
export function currentEpisode(episodes: readonly Episode[]): Episode | null {
  const latestFirst = episodes.toSorted(
    (a, b) => Date.parse(b.firstPresentationAt) - Date.parse(a.firstPresentationAt),
  );
  return latestFirst.find(episode => episode.closedAt === null) ?? latestFirst[0] ?? null;
}

/** The newest finding of a code that is not void. */
export function latestFinding(findings: readonly Finding[], code: FindingCode): Finding | null {
  const known = findings.filter(finding => finding.code === code && finding.voidedAt === null);
  return known.toSorted((a, b) => Date.parse(b.observedAt) - Date.parse(a.observedAt))[0] ?? null;
}

// One hook a list, so that every page of the case shares one answer; nothing is asked before there is an episode.
const input = (episode: Episode | null) => ({ episodeId: episode?.id ?? '' });

export const useLabs = (episode: Episode | null) =>
  useQuery(api.labs.list.queryOptions({ input: input(episode), enabled: episode !== null }));

export const useFindings = (episode: Episode | null) =>
  useQuery(api.findings.list.queryOptions({ input: input(episode), enabled: episode !== null }));

export const useTreatments = (episode: Episode | null) =>
  useQuery(api.treatments.list.queryOptions({ input: input(episode), enabled: episode !== null }));

export const useAssessments = (episode: Episode | null) =>
  useQuery(api.assessments.list.queryOptions({ input: input(episode), enabled: episode !== null }));

export const useReferrals = (patientId: string) => useQuery(api.referrals.list.queryOptions({ input: { patientId } }));
