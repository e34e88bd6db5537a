/**
 * What runs in the reader's browser: it unpacks the cases, filters them, and shows transcripts when they are opened. Text becomes
 * text nodes and nothing else.
 */
export const script = `
'use strict'
const page = 100
const byId = (id) => document.getElementById(id)
const form = byId('filters'), list = byId('list'), count = byId('count'), more = byId('more')
const cases = []
let found = [], shown = 0

async function unpack(node) {
  const bytes = Uint8Array.from(atob(node.textContent), (char) => char.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return JSON.parse(await new Response(stream).text())
}

function make(tag, attributes, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children)
  return node
}

function item(one) {
  const tag = make('span', { class: 'tag ' + one.verdict }, one.verdict === 'unscored' ? 'not scored' : one.verdict)
  const title = make('summary', {}, tag, ' ', make('bdi', {}, one.reason), make('br', {}),
    make('code', {}, one.id), make('span', { class: 'soft' }, ' · ' + one.attack + ' · ' + one.severity + ' · ' + one.outcome.replaceAll('_', ' ')))
  const details = make('details', {}, title)
  details.addEventListener('toggle', () => { void open(details, one) }, { once: true })
  return make('li', {}, details)
}

const transcripts = new Map()
async function open(details, one) {
  if (!transcripts.has(one.block)) transcripts.set(one.block, unpack(byId('transcripts-' + one.block)))
  const attempts = (await transcripts.get(one.block))[one.at]
  const body = make('div', { class: 'case' }, turn('the request in plain words', one.prompt))
  if (attempts.length === 0) body.append(make('p', {}, 'There is no conversation: ' + one.reason))
  attempts.forEach((attempt, i) => body.append(...conversation(attempt, i, attempts.length)))
  details.append(body)
}

function conversation({ turns, answer, decoded, twin, outcome, reason, rule, evidence }, i, all) {
  const nodes = turns.map(([role, content]) => turn(role, content))
  nodes.push(turn('answer', answer, evidence))
  if (decoded !== undefined) nodes.push(turn('answer, decoded', decoded, evidence))
  if (twin !== undefined) nodes.push(turn('answer to the other half of the pair', twin))
  const which = all === 1 ? '' : 'Attempt ' + (i + 1) + ' of ' + all + ': '
  nodes.push(make('p', {}, which + outcome.replaceAll('_', ' ') + ' (' + rule + '): ', make('bdi', {}, reason)))
  return nodes
}

function turn(who, content, evidence) {
  const kind = who.startsWith('answer') ? 'turn answer' : 'turn'
  return make('div', { class: kind }, make('h3', {}, who), make('pre', {}, make('bdi', { dir: 'auto' }, ...marked(content, evidence))))
}

function marked(content, evidence) {
  if (!evidence) return [content === '' ? '(nothing)' : content]
  const words = evidence.trim().split(/\\s+/).map((word) => word.replace(/[.*+?^\${}()|[\\]\\\\]/g, '\\\\$&'))
  const at = new RegExp(words.join('\\\\s+')).exec(content)
  if (at === null) return [content]
  return [content.slice(0, at.index), make('mark', {}, at[0]), content.slice(at.index + at[0].length)]
}

function showMore() {
  list.append(...found.slice(shown, shown + page).map(item))
  shown = Math.min(found.length, shown + page)
  more.hidden = shown >= found.length
  count.textContent = found.length + ' of ' + cases.length + ' cases' + (shown < found.length ? ', the first ' + shown + ' shown' : '')
}

function filter() {
  const wanted = Object.fromEntries(new FormData(form))
  const words = wanted.text.toLowerCase()
  found = cases.filter((one) =>
    ['dataset', 'attack', 'outcome', 'severity', 'verdict'].every((field) => !wanted[field] || one[field] === wanted[field]) &&
    (words === '' || one.haystack.includes(words)))
  list.replaceChildren()
  shown = 0
  showMore()
}

form.addEventListener('input', filter)
form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('reset', () => setTimeout(filter))
more.addEventListener('click', showMore)

async function start() {
  for (const node of document.querySelectorAll('[data-cases]')) {
    const block = Number(node.dataset.cases)
    for (const [at, [id, dataset, attack, verdict, outcome, severity, reason, prompt]] of (await unpack(node)).entries()) {
      const haystack = (id + ' ' + reason + ' ' + prompt).toLowerCase()
      cases.push({ id, dataset, attack, verdict, outcome, severity, reason, prompt, block, at, haystack })
    }
    if (block === 0) filter()
  }
  filter()
  document.body.dataset.ready = 'yes'
}
void start()
`
