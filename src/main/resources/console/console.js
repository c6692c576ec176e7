// The console. It asks the service for what it shows and changes only what differs, so that focus and selection stay.
// Everything that comes from a document is set as text, never as markup.

const byId = (id) => document.getElementById(id);
const state = { status: null, runs: [], open: new Map(), charts: new Map() };

// ---------------------------------------------------------------- asking

async function ask(path, options) {
  const response = await fetch(path, { cache: 'no-store', ...options });
  if (response.status === 401) {
    location.assign('/');
    throw new Error('Signed out.');
  }
  const body = await response.json();
  if (!response.ok && response.status !== 503) {
    throw new Error(body.error ?? `The service answered ${response.status}.`);
  }
  return body;
}

const post = (path, body) => ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body ?? {}) });

async function act(button, words, work) {
  button.disabled = true;
  try {
    await work();
    notice(words);
  } catch (error) {
    notice(error.message, true);
  } finally {
    button.disabled = false;
  }
  await look();
}

let noticeTimer;
function notice(text, bad) {
  const line = byId('notice');
  setText(line, text);
  line.classList.toggle('bad', Boolean(bad));
  line.hidden = false;
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => { line.hidden = true; }, bad ? 20000 : 6000);
}

// ---------------------------------------------------------------- drawing

function setText(element, text) {
  const value = String(text ?? '');
  if (element.textContent !== value) element.textContent = value;
}

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function button(text, className, label) {
  const element = make('button', className, text);
  element.type = 'button';
  if (label) element.setAttribute('aria-label', label);
  return element;
}

/** Brings the children of a list to the items, by key: what stays is updated in place. */
function keyed(parent, items, keyOf, create, update) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let at = parent.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    let child = old.get(key);
    if (child) {
      old.delete(key);
    } else {
      child = create(item);
      child.dataset.key = key;
    }
    update(child, item);
    if (child === at) at = at.nextElementSibling;
    else parent.insertBefore(child, at);
  }
  for (const child of old.values()) child.remove();
}

function cells(classes) {
  const row = document.createElement('tr');
  for (const name of classes) row.append(make('td', name));
  return row;
}

function tag(cell, text, kind) {
  let span = cell.firstElementChild;
  if (!span || !span.classList.contains('tag')) {
    cell.replaceChildren(make('span', 'tag'));
    span = cell.firstElementChild;
  }
  setText(span, text);
  span.className = `tag ${kind ?? ''}`;
}

function under(cell, main, small) {
  if (cell.childNodes.length !== 2 || cell.firstElementChild?.tagName !== 'SPAN') {
    cell.replaceChildren(make('span'), make('small'));
  }
  setText(cell.children[0], main);
  setText(cell.children[1], small);
  cell.children[1].hidden = !small;
}

const number = new Intl.NumberFormat('en');
const count = (value, noun) => `${number.format(value)} ${noun}${value === 1 ? '' : 's'}`;

function span(seconds) {
  if (seconds < 90) return count(Math.round(seconds), 'second');
  if (seconds < 5400) return count(Math.round(seconds / 60), 'minute');
  if (seconds < 129600) return count(Math.round(seconds / 3600), 'hour');
  return count(Math.round(seconds / 86400), 'day');
}

const ago = (time) => (time ? `${span(Math.max(0, (Date.now() - Date.parse(time)) / 1000))} ago` : 'never');
const clock = (time) => (time ? new Date(time).toLocaleString() : '');

function ahead(time) {
  if (!time) return 'not scheduled';
  const seconds = (Date.parse(time) - Date.now()) / 1000;
  return seconds <= 1 ? 'now' : `in ${span(seconds)}`;
}

/** A button that asks once more before it does what can't be taken back. */
function twice(text, question, className, label, work) {
  const box = make('span');
  const first = button(text, className, label);
  first.addEventListener('click', () => {
    const ask = make('span', '', `${question()} `);
    const yes = button('Yes', 'danger');
    const no = button('No');
    no.addEventListener('click', () => { box.replaceChildren(first); first.focus(); });
    yes.addEventListener('click', () => work(yes).then(() => box.replaceChildren(first)));
    box.replaceChildren(ask, yes, no);
    no.focus();
  });
  box.append(first);
  return box;
}

// ---------------------------------------------------------------- parts

const KINDS = { completed: 'good', failed: 'bad', held: 'wait', interrupted: 'wait', running: 'wait', waiting: '' };

function showSources(status) {
  const live = new Map(status.live.map((source) => [source.source, source]));
  const known = new Map(status.sources.map((source) => [source.source, source]));
  const names = [...new Set([...known.keys(), ...live.keys()])].sort();
  byId('no-sources').hidden = names.length > 0;
  const rows = names.map((name) => ({ name, known: known.get(name), live: live.get(name) }));
  keyed(byId('source-table').tBodies[0], rows, (row) => row.name, createSource, updateSource);
  const choice = byId('search-source');
  keyed(choice, ['', ...names], (name) => name, (name) => {
    const option = make('option', '', name || 'all sources');
    option.value = name;
    return option;
  }, () => {});
}

function createSource({ name }) {
  const row = cells(['name', 'number', 'number', 'number', '', '', '', 'actions']);
  setText(row.cells[0], name);
  return row;
}

function updateSource(row, { name, known, live }) {
  under(row.cells[0], name, [known?.kind, live?.watching ? 'watched' : ''].filter(Boolean).join(', '));
  setText(row.cells[1], number.format(known?.documents ?? 0));
  setText(row.cells[2], number.format(known?.chunks ?? 0));
  setText(row.cells[3], number.format(known?.failed ?? 0));
  under(row.cells[4], ago(known?.last_complete_pass), live ? `may be ${span(live.max_age_seconds)} old` : '');
  under(row.cells[5], live ? ahead(live.next_run) : '–', live?.next_run ? clock(live.next_run) : '');
  updateNow(row.cells[6], known, live);
  updateActions(row.cells[7], name, known, live);
}

function updateNow(cell, known, live) {
  if (live?.running) {
    if (!cell.querySelector('progress')) {
      const bar = document.createElement('progress');
      bar.setAttribute('aria-label', 'Progress of the running pass');
      cell.replaceChildren(make('span'), bar);
    }
    const pass = live.running;
    const bar = cell.querySelector('progress');
    bar.max = Math.max(1, pass.listed);
    if (pass.listing_ended) bar.value = pass.done;
    else bar.removeAttribute('value');
    setText(cell.firstElementChild, `Run ${pass.run_id}: ${number.format(pass.done)} of ${pass.listing_ended ? '' : 'at least '}${count(pass.listed, 'document')}`);
    return;
  }
  if (!live) tag(cell, 'orphaned', 'wait');
  else if (live.waiting > 0) tag(cell, 'waiting', 'wait');
  else if (live.stale) tag(cell, 'stale', 'bad');
  else if (!known?.last_run) tag(cell, 'new', '');
  else tag(cell, known.last_run.status, KINDS[known.last_run.status]);
}

function updateActions(cell, name, known, live) {
  const wanted = live ? `active ${known?.failed > 0}` : 'orphaned';
  if (cell.dataset.shows === wanted || cell.contains(document.activeElement) && cell.dataset.shows) return;
  cell.dataset.shows = wanted;
  cell.replaceChildren();
  if (live) {
    const sync = button('Sync now', '', `Sync ${name} now`);
    sync.addEventListener('click', () => act(sync, `A pass over ${name} was asked for.`, () => post('/webhook/ingest', { source: name })));
    cell.append(sync);
    if (known?.failed > 0) {
      const retry = button('Retry failed', '', `Retry the failed documents of ${name}`);
      retry.addEventListener('click', () => act(retry, `The failed documents of ${name} are tried again.`, () => post('/retry', { source: name })));
      cell.append(retry);
    }
  } else {
    cell.append(twice('Forget', () => `Remove ${count(known?.documents ?? 0, 'document')} of ${name}?`, 'danger', `Forget ${name}`,
      (yes) => act(yes, `${name} is forgotten.`, () => post(`/sources/${encodeURIComponent(name)}/forget`))));
  }
}

function showRuns(runs) {
  byId('no-runs').hidden = runs.length > 0;
  keyed(byId('run-table').tBodies[0], runs, (run) => run.run_id,
    () => cells(['number', 'name', '', '', '', 'number', 'number', 'number', 'number', 'number', 'long']),
    (row, run) => {
      const cell = row.cells;
      setText(cell[0], run.run_id);
      setText(cell[1], run.source);
      tag(cell[2], run.status, KINDS[run.status]);
      under(cell[3], run.kind, run.trigger);
      under(cell[4], ago(run.started_at), clock(run.started_at));
      [run.added, run.updated, run.deleted, run.unchanged, run.failed].forEach((value, i) => setText(cell[5 + i], number.format(value)));
      setText(cell[10], run.message ?? '');
    });
}

function showFailed(documents) {
  byId('no-failures').hidden = documents.length > 0;
  byId('failed-table').hidden = documents.length === 0;
  keyed(byId('failed-table').tBodies[0], documents, (document) => `${document.source}\n${document.document}`,
    (document) => {
      const row = cells(['name', 'long', 'number', '', 'actions']);
      const retry = button('Retry', '', `Retry ${document.document}`);
      retry.addEventListener('click', () => act(retry, `The failed documents of ${document.source} are tried again.`, () => post('/retry', { source: document.source })));
      row.cells[4].append(retry);
      return row;
    },
    (row, document) => {
      under(row.cells[0], document.document, document.source);
      under(row.cells[1], document.error, `stage ${document.stage}`);
      setText(row.cells[2], document.attempts);
      under(row.cells[3], document.status === 'quarantined' ? 'when it changes' : ahead(document.next_attempt_at), document.status);
    });
}

async function showAttention(status, health) {
  const issues = [...health.issues];
  for (const problem of status.problems) {
    const place = [problem.file, problem.line, problem.column].filter(Boolean).join(':');
    const text = `${place}  ${problem.message}`;
    if (!issues.some((issue) => issue.includes(problem.message))) issues.push(text);
  }
  keyed(byId('issues'), issues, (issue) => issue, (issue) => make('li', '', issue), () => {});
  const held = [];
  for (const source of status.live) {
    if (source.held_run === null) continue;
    if (!state.open.has(source.held_run)) state.open.set(source.held_run, await ask(`/runs/${source.held_run}`));
    held.push(state.open.get(source.held_run));
  }
  keyed(byId('held'), held, (run) => run.run_id, createHeld, () => {});
  byId('attention').hidden = issues.length === 0 && held.length === 0;
}

function createHeld(run) {
  const names = state.open.get(run.run_id).held_documents;
  const box = make('div', 'held');
  box.append(make('b', '', `Run ${run.run_id} of ${run.source} would delete ${count(run.held, 'document')}.`));
  const details = make('details');
  details.append(make('summary', '', 'Which ones?'));
  const list = make('ul');
  for (const name of names) list.append(make('li', '', name));
  if (run.held > names.length) list.append(make('li', 'quiet', `and ${number.format(run.held - names.length)} more`));
  details.append(list);
  box.append(details);
  box.append(twice('Approve the deletions', () => `Delete ${count(run.held, 'document')} of ${run.source}?`, 'danger', `Approve the deletions of run ${run.run_id}`,
    (yes) => act(yes, `The deletions of ${run.source} go through.`, () => post(`/runs/${run.run_id}/approve`))));
  return box;
}

function showHealth(health, status) {
  const line = byId('health');
  setText(line, health.is_healthy ? 'All is well' : `${count(health.issues.length, 'issue')}`);
  line.className = `badge ${health.is_healthy ? 'good' : 'bad'}`;
  setText(byId('totals'), `${count(status.total_documents, 'document')} in ${count(status.total_chunks, 'chunk')}; last change ${ago(status.last_ingestion)}`);
  setText(byId('version'), status.version);
}

// ---------------------------------------------------------------- charts

function colour(index) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--s${index % 6}`).trim();
}

function chart(id, samples, valueOf) {
  const host = byId(`${id}-chart`);
  const names = [...new Set(samples.map((sample) => sample.source))];
  const times = [...new Set(samples.map((sample) => sample.at))].sort();
  const index = new Map(times.map((time, i) => [time, i]));
  const series = names.map(() => new Array(times.length).fill(null));
  for (const sample of samples) series[names.indexOf(sample.source)][index.get(sample.at)] = valueOf(sample);
  const data = [times.map((time) => Date.parse(time) / 1000), ...series];
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const shape = `${names.join('\n')} ${dark} ${host.clientWidth}`;
  const known = state.charts.get(id);
  if (known?.shape === shape) {
    known.plot.setData(data);
    return;
  }
  known?.plot.destroy();
  const style = getComputedStyle(document.documentElement);
  const axis = { stroke: style.getPropertyValue('--soft').trim(), grid: { stroke: style.getPropertyValue('--line').trim(), width: 1 }, ticks: { show: false } };
  const plot = new window.uPlot({
    width: host.clientWidth, height: 190,
    scales: { y: { range: (u, min, max) => [0, Math.max(1, (max ?? 1) * 1.1)] } },
    axes: [axis, { ...axis, size: 56 }],
    series: [{}, ...names.map((name, i) => ({ label: name, stroke: colour(i), width: 2, spanGaps: true, points: { show: times.length < 40, size: 5 } }))],
  }, data, host);
  state.charts.set(id, { plot, shape });
}

async function showHistory() {
  const { samples } = await ask(`/history?hours=${byId('hours').value}`);
  byId('no-history').hidden = samples.length > 0;
  if (samples.length === 0 || !window.uPlot) return;
  chart('documents', samples, (sample) => sample.documents);
  chart('age', samples, (sample) => (sample.age_seconds === null ? null : sample.age_seconds / 60));
  chart('freshness', samples, (sample) => sample.freshness_seconds);
}

// ---------------------------------------------------------------- search

byId('search').addEventListener('submit', async (event) => {
  event.preventDefault();
  const source = byId('search-source').value;
  const query = new URLSearchParams({ q: byId('query').value, k: '8' });
  if (source) query.set('source', source);
  try {
    const { results } = await ask(`/search?${query}`);
    setText(byId('found'), results.length === 0 ? 'Nothing was found.' : `${count(results.length, 'passage')}, the best first.`);
    byId('hits').replaceChildren(...results.map(hit));
  } catch (error) {
    setText(byId('found'), error.message);
    byId('hits').replaceChildren();
  }
});

function hit(result) {
  const item = make('li');
  item.append(make('b', '', result.title ?? result.document), ' ');
  item.append(make('span', 'tag', result.score.toFixed(3)));
  const page = result.page ? `, page ${result.page}` : '';
  item.append(make('small', '', `${result.source} · ${result.document}${page}${result.heading ? ` · ${result.heading}` : ''}`));
  const text = result.text.replace(/\s+/g, ' ');
  item.append(make('p', '', text.length > 400 ? `${text.slice(0, 399)}…` : text));
  return item;
}

// ---------------------------------------------------------------- looking

let timer;
let looking = false;
let historyAt = 0;

async function look() {
  if (looking) return;
  looking = true;
  clearTimeout(timer);
  let busy = false;
  try {
    const [status, health, runs, failed, quarantined] = await Promise.all([
      ask('/status'), ask('/health'), ask('/runs?limit=20'),
      ask('/documents?status=failed&limit=100'), ask('/documents?status=quarantined&limit=100'),
    ]);
    state.status = status;
    busy = status.live.some((source) => source.running || source.waiting > 0);
    showHealth(health, status);
    showSources(status);
    showRuns(runs.runs);
    showFailed([...failed.documents, ...quarantined.documents]);
    await showAttention(status, health);
    if (Date.now() - historyAt > 30000) {
      await showHistory();
      historyAt = Date.now();
    }
    byId('lost').hidden = true;
  } catch (error) {
    setText(byId('lost'), `What you see may be old: ${error.message === 'Failed to fetch' ? 'the service does not answer.' : error.message} It is asked again every five seconds.`);
    byId('lost').hidden = false;
  } finally {
    looking = false;
    if (!document.hidden) timer = setTimeout(look, busy ? 1000 : 5000);
  }
}

document.addEventListener('visibilitychange', () => { if (!document.hidden) look(); });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { historyAt = 0; look(); });
byId('hours').addEventListener('change', () => { historyAt = 0; look(); });
let resized;
addEventListener('resize', () => { clearTimeout(resized); resized = setTimeout(() => { historyAt = 0; look(); }, 300); });
addEventListener('load', look);
