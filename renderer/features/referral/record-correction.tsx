import { useQuery } from '@tanstack/react-query';
import type { Patient } from '../../../shared/records/patient.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { CorrectValue } from '../labs/value-detail.tsx';
import { ChangeEpisode } from '../patient/change-episode.tsx';
import { ChangePatient } from '../patient/change-patient.tsx';
import { CorrectFinding } from '../patient/correct-finding.tsx';
import type { RecordEdit } from './record-facts.ts';

interface RecordCorrectionProps {
  edit: RecordEdit;
  patient: Patient;
  model: PacketModel;
  onDone(): void;
}

/** A correction where the doctor writes: it goes to the record as a new version, and the letter shows the new value. */
export function RecordCorrection({ edit, patient, model, onDone }: RecordCorrectionProps) {
  switch (edit.of) {
    case 'patient':
      return <ChangePatient patient={patient} onDone={onDone} only={edit.part} />;
    case 'episode':
      return <EpisodeCorrection id={model.episode.id} part={edit.part} onDone={onDone} />;
    case 'finding': {
      const finding = model.findings.find(({ id }) => id === edit.id);
      return finding ? <CorrectFinding finding={finding} record={model} onDone={onDone} /> : null;
    }
    case 'lab': {
      const observation = model.observations.find(({ id }) => id === edit.id);
      return observation ? <CorrectValue observation={observation} onDone={onDone} /> : null;
    }
  }
}

interface EpisodeCorrectionProps {
  id: string;
  part: Extract<RecordEdit, { of: 'episode' }>['part'];
  onDone(): void;
}

function EpisodeCorrection({ id, part, onDone }: EpisodeCorrectionProps) {
  const episode = useQuery(api.episodes.get.queryOptions({ input: { id } }));
  if (episode.error) return <ErrorNote error={episode.error} onRetry={() => void episode.refetch()} />;
  return episode.data ? (
    <ChangeEpisode key={episode.data.version} episode={episode.data} onDone={onDone} only={part} />
  ) : null;
}
