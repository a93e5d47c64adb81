/** Has an id and a version; each change keeps the row that it replaces in `row_version`. */
export interface Versioned {
  id: string;
  version: number;
}

export interface Recorded extends Versioned {
  patient_id: string;
  episode_id: string;
  recorded_at: string;
  recorded_by: string;
  voided_at: string | null;
}
