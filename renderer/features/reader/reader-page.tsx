import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { CODE_TEXT_LIMIT, type CodesOutcome, type FileOutcome } from '../../../shared/contract/received.ts';
import type { RoadFault } from '../../../shared/referral/trust.ts';
import { api } from '../../app/api.ts';
import { client } from '../../app/client.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { FileChoice } from '../../ui/file-choice.tsx';
import { RoadFaultNote } from '../../ui/road-fault.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { AnswerPreview } from './answer-preview.tsx';
import { CameraReader } from './camera-reader.tsx';
import { codesInImage, pictureOf } from './codes-in-image.ts';
import { PreviewPanel } from './preview-panel.tsx';
import { ReceivedList } from './received-list.tsx';
import { createScanCollector } from './scan-keys.ts';
import { sendFile } from './send-file.ts';
import '../../ui/list-table.css';
import './reader.css';

type Waiting = Extract<CodesOutcome, { state: 'waiting' }>;
type Shown =
  | { kind: 'nothing' }
  | { kind: 'waiting'; waiting: Waiting }
  | { kind: 'codes'; preview: Extract<CodesOutcome, { state: 'preview' }>['preview'] }
  | { kind: 'file'; id: string; outcome: Extract<FileOutcome, { ok: true }> };

/** Texts that are read together: the parts of one set, and what was scanned again. */
const CODES_TRIED = 6;

/** Takes referrals in without a line: hand scanner, camera, picture, pasted text or sealed file (registry-and-sync 13). */
export default function ReaderPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const texts = useRef<string[]>([]);
  const [shown, setShown] = useState<Shown>({ kind: 'nothing' });
  const [fault, setFault] = useState<RoadFault | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isLooking, setLooking] = useState(false);
  const [pasted, setPasted] = useState('');

  const restart = () => {
    texts.current = [];
    setShown({ kind: 'nothing' });
    setFault(null);
    setFailure(null);
  };
  /** A refused code changes nothing of what was scanned before it. @returns whether it was taken in */
  const read = async (text: string): Promise<boolean> => {
    if (texts.current.includes(text)) return true; // the same code again, as a camera sees it
    const tried = [...texts.current, text].slice(-CODES_TRIED);
    setFailure(null);
    try {
      const outcome: CodesOutcome =
        text.length > CODE_TEXT_LIMIT
          ? { state: 'refused', fault: 'not-ours' }
          : await client.received.readCodes({ texts: tried });
      setFault(outcome.state === 'refused' ? outcome.fault : null);
      if (outcome.state === 'refused') return false;
      texts.current = tried;
      if (outcome.state === 'waiting') setShown({ kind: 'waiting', waiting: outcome });
      else {
        setLooking(false);
        setShown({ kind: 'codes', preview: outcome.preview });
      }
      return true;
    } catch (error) {
      setFailure(error);
      return false;
    }
  };
  const readAll = async (codes: readonly string[]): Promise<boolean> => {
    for (const code of codes) if (!(await read(code))) return false;
    return true;
  };
  /** Several codes may be pasted as one text. A blank at an end may be the code's own: it is an ordinary character there. */
  const readPasted = async () => {
    const codes = pasted.split(/(?=GQ\d+\/\d+\/\d+\/)/i).filter(code => code.trim() !== '');
    const bare = codes.map(code => code.trim());
    const before = texts.current;
    setPasted('');
    if ((await readAll(bare)) || bare.every((code, i) => code === codes[i])) return;
    texts.current = before;
    await readAll(codes);
  };
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => {
    const collector = createScanCollector(text => void latest.current(text));
    const onKey = (event: KeyboardEvent) => {
      if (!collector.key(event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true });
      collector.stop();
    };
  }, []);

  const readPicture = async (file: File) => {
    const picture = await pictureOf(file);
    const codes = picture ? codesInImage(picture) : [];
    if (codes.length === 0) return setFault('no-code-in-picture');
    await readAll(codes);
  };
  const readFile = async (file: File) => {
    setFailure(null);
    try {
      const id = await sendFile(file);
      if (id === null) return setFault(file.size === 0 ? 'not-ours' : 'too-large');
      const outcome = await client.received.previewFile({ id });
      setFault(outcome.ok ? null : outcome.fault);
      if (!outcome.ok) return;
      texts.current = [];
      setShown({ kind: 'file', id, outcome });
    } catch (error) {
      setFailure(error);
    }
  };
  const finish = ({ fault: refused, id }: { fault: RoadFault | null; id: string | null }) => {
    setFault(refused);
    if (refused === null && id !== null) void navigate(`/reader/${id}`);
  };
  const takeCodes = useMutation(api.received.takeCodes.mutationOptions({ onSuccess: finish }));
  const takeFile = useMutation(api.received.takeFile.mutationOptions({ onSuccess: finish }));

  return (
    <div className="page reader">
      <div className="page-head">
        <h1>{t('reader.title')}</h1>
        <span className="note">{t('reader.explain')}</span>
      </div>
      <div className="reader-ways">
        <span className="reader-scanner">⌨ {t('reader.scanner')}</span>
        <Button onClick={() => setLooking(!isLooking)} aria-pressed={isLooking} data-testid="camera">
          {t(isLooking ? 'reader.cameraOff' : 'reader.camera')}
        </Button>
        <FileChoice
          label={t('reader.picture')}
          accept="image/*"
          onFile={file => void readPicture(file)}
          testId="read-picture"
        />
        <FileChoice label={t('reader.file')} accept=".gqx" onFile={file => void readFile(file)} testId="read-file" />
        <TextField
          value={pasted}
          onChange={setPasted}
          onEnter={() => void readPasted()}
          placeholder={t('reader.paste')}
          aria-label={t('reader.paste')}
          autoComplete="off"
          testId="paste-code"
        />
      </div>
      {isLooking ? <CameraReader onCode={text => void read(text)} /> : null}
      <RoadFaultNote fault={fault} />
      <ErrorNote error={failure} />
      {shown.kind === 'waiting' ? (
        <p className="question" role="status" data-testid="code-counter">
          {t('reader.counter', { held: shown.waiting.held.length, of: shown.waiting.of })}{' '}
          <button type="button" className="quiet-button" onClick={restart} data-testid="reader-restart">
            {t('reader.again')}
          </button>
        </p>
      ) : null}
      {shown.kind === 'codes' ? (
        <PreviewPanel
          preview={shown.preview}
          pending={takeCodes.isPending}
          error={takeCodes.error}
          onTake={() => takeCodes.mutate({ texts: texts.current })}
          onDrop={restart}
        />
      ) : null}
      {shown.kind === 'file' && shown.outcome.kind === 'referral' ? (
        <PreviewPanel
          preview={shown.outcome.preview}
          pending={takeFile.isPending}
          error={takeFile.error}
          onTake={() => takeFile.mutate({ id: shown.id })}
          onDrop={restart}
        />
      ) : null}
      {shown.kind === 'file' && shown.outcome.kind === 'answer' ? (
        <AnswerPreview id={shown.id} outcome={shown.outcome} onDrop={restart} />
      ) : null}
      {shown.kind === 'nothing' || shown.kind === 'waiting' ? <ReceivedList /> : null}
    </div>
  );
}
