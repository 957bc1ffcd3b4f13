// Watches a running demo until every scripted offence has become an incident, and says what was found.
// Arguments: the hub's address, login, password, exam, seconds to wait, then pairs of room and ground-truth file.
import { readFileSync } from 'node:fs';

const [hub, login, password, exam, seconds, ...halls] = process.argv.slice(2);
const expected = [];
for (let at = 0; at < halls.length; at += 2) {
  for (const event of JSON.parse(readFileSync(halls[at + 1], 'utf8')).events.filter((one) => one.code)) {
    expected.push({ room: halls[at], code: event.code, seat: event.seat ?? null, from: event.from, found: null });
  }
}

// A head count and equipment name no seat, whoever stands where in the script.
const namesNoSeat = new Set(['PERSON_EXTRA', 'CAMERA_COVERED', 'LOW_LIGHT']);
const fits = (want, incident) => incident.code === want.code && incident.room === want.room
  && (want.room === 'remote' || namesNoSeat.has(want.code) || incident.seats.includes(want.seat));

let cookie = '';
async function signIn() {
  const answer = await fetch(`${hub}/api/v1/session`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login, password }),
  });
  if (!answer.ok) {
    throw new Error(`The hub refused the sign-in of ${login}: ${answer.status}`);
  }
  cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
}

async function incidents() {
  const answer = await fetch(`${hub}/api/v1/exams/${exam}/incidents`, { headers: { cookie } });
  if (!answer.ok) {
    throw new Error(`The hub did not list the incidents: ${answer.status}`);
  }
  return (await answer.json()).incidents;
}

// How long after the rule's own time an incident is there: from the first picture that shows it, by the hub's API.
const late = [];
function measure(incident) {
  const sustain = /\(at least (\d+) s\)/.exec(incident.why);
  if (sustain) {
    late.push((Date.now() - Date.parse(incident.from)) / 1000 - Number(sustain[1]));
  }
}

await signIn();
const until = Date.now() + Number(seconds) * 1000;
let seen = [];
while (Date.now() < until && expected.some((want) => !want.found?.evidenceStored)) {
  seen = await incidents();
  for (const want of expected) {
    const incident = seen.find((one) => fits(want, one));
    if (incident) {
      const first = !want.found;
      want.found = { evidenceStored: namesNoSeat.has(want.code) || incident.evidence.some((one) => one.stored) };
      if (first) {
        measure(incident);
        console.log(`  found ${want.code} in ${want.room}${want.seat ? ` at seat ${want.seat}` : ''}: ${incident.why}`);
      }
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
}
const found = expected.filter((want) => want.found).length;
const pictures = expected.filter((want) => want.found?.evidenceStored).length;
for (const want of expected.filter((one) => !one.found)) {
  console.log(`  MISSING ${want.code} in ${want.room}${want.seat ? ` at seat ${want.seat}` : ''} (second ${want.from} of the film)`);
}
// Equipment may fail on its own (a busy machine drops pictures): it is shown, and is nobody's offence.
const foreign = seen.filter((incident) => !expected.some((want) => fits(want, incident)));
const accusations = foreign.filter((incident) => incident.scope !== 'equipment');
for (const incident of foreign) {
  console.log(`  not scripted: ${incident.code} in ${incident.room} at seat ${incident.seats.join(', ') || '–'}: ${incident.why}`);
}
if (late.length > 0) {
  late.sort((a, b) => a - b);
  console.log(`from the first picture to the incident, beyond the rule's own time: median ${late[Math.floor(late.length / 2)].toFixed(1)} s, most ${late.at(-1).toFixed(1)} s of ${late.length}`);
}
console.log(`found ${found} / expected ${expected.length}; with picture ${pictures} / ${expected.length}; not scripted ${accusations.length}`);
process.exitCode = found === expected.length && pictures === expected.length && accusations.length === 0 ? 0 : 1;
