import { createReadStream } from 'node:fs';
import { evaluate } from '../../shared/clinical/score-registry.ts';
import { clinical } from '../../shared/i18n/en/clinical.ts';

/**
 * `score FILE` or `score -`: a JSON array of cases in, a JSON array of results out, in the same order.
 * Exit 0 (a refusal is a result); 2 with one line on stderr when the file is not such an array.
 */
interface Case {
  readonly id: unknown;
  readonly score: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseCase(item: unknown): Case | undefined {
  if (!isRecord(item) || typeof item.score !== 'string') return undefined;
  const inputs = item.inputs ?? {};
  return isRecord(inputs) ? { id: item.id ?? null, score: item.score, inputs } : undefined;
}

function parseCases(text: string): Case[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
  if (!Array.isArray(json)) return undefined;
  const cases: Case[] = [];
  for (const item of json) {
    const parsed = parseCase(item);
    if (parsed === undefined) return undefined;
    cases.push(parsed);
  }
  return cases;
}

async function readText(source: string): Promise<string | undefined> {
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of source === '-' ? process.stdin : createReadStream(source)) chunks.push(chunk);
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return undefined;
  }
}

async function scoreFile(source: string | undefined): Promise<{ output: string } | { problem: string }> {
  if (source === undefined) return { problem: clinical.command.usage };
  const text = await readText(source);
  if (text === undefined) return { problem: clinical.command.unreadable };
  const cases = parseCases(text);
  if (cases === undefined) return { problem: clinical.command.malformed };
  return { output: JSON.stringify(cases.map(({ id, score, inputs }) => ({ id, ...evaluate(score, inputs) }))) };
}

const answer = await scoreFile(process.argv[2]);
if ('output' in answer) {
  process.stdout.write(`${answer.output}\n`);
} else {
  process.stderr.write(`score: ${answer.problem}\n`);
  process.exitCode = 2;
}
