import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Communication, Patient, Task } from '@medplum/fhirtypes';
import { hangUp, listenOnLoopback } from '../loopback.ts';
import type { Registry } from './registry.ts';
import { ScriptedWard } from './ward.ts';
import { mayMove, stepOf, WARD_STATES, type WardState } from './ward-moves.ts';

/** What the buttons of the page say and what each move is told with; `asks` = the text beside it is needed. */
const BUTTONS: Record<WardState, { label: string; asks: string | null }> = {
  read: { label: '已阅', asks: null },
  'bed-assigned': { label: '同意，已定床', asks: '床位' },
  'accepted-waiting-bed': { label: '同意，等床（4 小时后）', asks: null },
  'info-requested': { label: '需补充资料', asks: '缺什么' },
  declined: { label: '不接收', asks: '原因' },
  'declined-advise-local': { label: '建议就地治疗', asks: '建议' },
  'referred-onward': { label: '转荐他院', asks: '医院' },
  arrived: { label: '已到达', asks: null },
  admitted: { label: '已入科', asks: null },
  diagnosed: { label: '已诊断反馈', asks: '诊断' },
  returned: { label: '已回转', asks: null },
  closed: { label: '已结案', asks: null },
  'not-arrived': { label: '未到达', asks: '原因' },
};
const MOVES = Object.keys(WARD_STATES) as WardState[];
const HOURS_4_MS = 4 * 3_600_000;

export interface WardPage {
  url: string;
  close(): Promise<void>;
}

/** A plain page on loopback on which whoever gives the demo answers as the ward: its Tasks, the legal moves, messages. */
export async function startWardPage(registry: Registry, code: string): Promise<WardPage> {
  const ward = new ScriptedWard({ url: registry.url, code });
  const server = createServer((request, response) => void serve(request, response));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isHere = /^127\.0\.0\.1:\d+$/.test(request.headers.host ?? '');
    const isOwn = (request.headers['sec-fetch-site'] ?? 'none') !== 'cross-site';
    if (!isHere || !isOwn) return end(response, 403, '');
    if (request.method !== 'POST') return end(response, 200, page(registry, code, ''));
    let failure = '';
    try {
      await answer(ward, await formOf(request));
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    return failure ? end(response, 200, page(registry, code, failure)) : back(response);
  }

  const port = await listenOnLoopback(server, 0);
  return { url: `http://127.0.0.1:${port}/ward`, close: () => hangUp(server) };
}

/** One press of a button. @throws Error with what is wrong, in words for the page */
async function answer(ward: ScriptedWard, form: URLSearchParams): Promise<void> {
  const id = form.get('id') ?? '';
  const text = form.get('text')?.trim() ?? '';
  const act = form.get('act') ?? '';
  if (act === 'message') {
    if (text === '') throw new Error('请先写留言');
    await ward.sendMessage(id, text);
    return;
  }
  const move = MOVES.find(each => each === act);
  if (!move) throw new Error('没有这个操作');
  const { label, asks } = BUTTONS[move];
  if (asks !== null && text === '') throw new Error(`“${label}”需要先填：${asks}`);
  if (move === 'bed-assigned') await ward.acceptWithBed(id, { bed: text, contact: '示例医生（病房）' });
  else if (move === 'accepted-waiting-bed')
    await ward.acceptWaiting(id, new Date(Date.now() + HOURS_4_MS).toISOString());
  else if (move === 'declined-advise-local') await ward.adviseLocal(id, '', text);
  else if (move === 'referred-onward') await ward.referOnward(id, '', text);
  else if (move === 'diagnosed') await ward.diagnosed(id, text);
  else if (move === 'returned' || move === 'closed') await ward.complete(id, move);
  else await ward.move(id, { to: move, ...(text === '' ? {} : { reason: text }) });
}

function page(registry: Registry, code: string, failure: string): string {
  const tasks = registry
    .all<Task>('Task')
    .filter(task => task.owner?.reference === `Organization/org-${code}`)
    .sort((a, b) => (b.authoredOn ?? '').localeCompare(a.authoredOn ?? ''));
  const rows = tasks.map(task => taskRow(registry, task)).join('');
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>演示 · 接收病房</title><style>
body{font:14px/1.6 sans-serif;margin:24px auto;max-width:900px;color:#1b2733}
article{border-top:1px solid #dfe5ea;padding:12px 0}button{margin:2px 6px 2px 0}
input{width:360px;max-width:100%}.note{color:#51606f}.failure{color:#b3261e}</style></head><body>
<h1>演示 · 接收病房</h1><p class="note">仅供演示：在此以接收病房的身份答复。患者均为虚构。<a href="/ward">刷新</a></p>
${failure ? `<p class="failure">${html(failure)}</p>` : ''}${rows || '<p>还没有转诊。</p>'}</body></html>`;
}

function taskRow(registry: Registry, task: Task): string {
  const id = task.id ?? '';
  const patient = registry.read<Patient>('Patient', task.for?.reference?.split('/')[1] ?? '');
  const messages = registry
    .all<Communication>('Communication')
    .filter(({ about }) => about?.some(({ reference }) => reference === `Task/${id}`))
    .sort((a, b) => (a.sent ?? '').localeCompare(b.sent ?? ''))
    .map(
      ({ sender, payload }) =>
        `<li>${html(sender?.display ?? sender?.reference)}：${html(payload?.[0]?.contentString)}</li>`,
    );
  const buttons = MOVES.filter(move => mayMove(task, move)).map(
    move => `<button name="act" value="${move}">${html(BUTTONS[move].label)}</button>`,
  );
  return `<article><strong>${html(patient?.name?.[0]?.text)}</strong> ${html(task.identifier?.[0]?.value)}
<span class="note">现在：${html(stepOf(task))} · ${html(task.businessStatus?.coding?.[0]?.code)}</span>
<ul>${messages.join('')}</ul><form method="post" action="/ward"><input type="hidden" name="id" value="${html(id)}">
<input name="text" placeholder="床位、原因、建议、医院、诊断或留言" autocomplete="off"><br>
${buttons.join('')}<button name="act" value="message">发留言</button></form></article>`;
}

const html = (text: string | undefined): string =>
  (text ?? '').replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

function end(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(body);
}

/** The page anew, so that a reload does not answer twice. */
function back(response: ServerResponse): void {
  response.writeHead(303, { Location: '/ward' });
  response.end();
}
