'use strict';

const COOKIE = 'shop_user';
const TIMELINE_MAX = 30;

const byId = (id) => document.getElementById(id);
const customer = byId('customer');
const shop = byId('shop');
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** What can be sent, by the customer whom it is about. */
const known = new Map();
let event = 'upgraded';

function tell(text, kind = '') {
  const line = document.createElement('li');
  line.className = kind;
  const at = document.createElement('time');
  at.textContent = time.format(new Date());
  line.append(at, ` ${text}`);
  byId('timeline').prepend(line);
  if (byId('timeline').childElementCount > TIMELINE_MAX) byId('timeline').lastChild.remove();
}

const nameOf = (user) => known.get(user)?.words.split(',')[0] ?? 'nobody';

function showWebhook() {
  const about = known.get(customer.value);
  byId('sending').hidden = !about;
  byId('nobody').hidden = !!about;
  if (about) byId('webhook').textContent = JSON.stringify(about.events[event], null, 2);
}

function showAnswer(status, text) {
  byId('answered').hidden = false;
  byId('answer').textContent = `${status} ${text}`;
}

// --- who is signed in to the shop, whichever side says so

function signedIn() {
  const cookie = document.cookie.split('; ').find((one) => one.startsWith(`${COOKIE}=`));
  return decodeURIComponent((cookie || '').slice(COOKIE.length + 1));
}

function follow() {
  const user = signedIn();
  customer.value = known.has(user) ? user : '';
  showWebhook();
}

customer.addEventListener('change', () => {
  const life = customer.value ? '' : '; max-age=0';
  document.cookie = `${COOKIE}=${encodeURIComponent(customer.value)}; path=/; SameSite=Lax${life}`;
  showWebhook();
  load();
});

// --- the shop

/** From its top, where what changes stands. */
function load() {
  shop.contentWindow.location.replace('/');
}

shop.addEventListener('load', async () => {
  follow();
  const { muster } = shop.contentWindow;
  const name = nameOf(customer.value);
  if (!muster?.ready) {
    tell('The shop was loaded, and Muster was not there.', 'bad');
    return;
  }
  const { segments } = await muster.ready;
  tell(`The shop was loaded as ${name}: in ${segments.join(', ') || 'no segment'}.`, 'loaded');
});

byId('reload').addEventListener('click', load);

// --- sending

let sending = false;

async function send() {
  const about = known.get(customer.value);
  tell(`Sent: ${nameOf(about.user)} ${event}.`);
  const response = await fetch('/send', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user: about.user, event }),
  });
  const { refused, status, answer, millis } = await response.json();
  if (refused) {
    showAnswer(response.status, refused);
    tell(`Not sent: ${refused}.`, 'bad');
    return;
  }
  showAnswer(status, answer);
  const taken = status === 200;
  const then = byId('automatic').checked ? 'the shop is loaded again' : 'shown at its next load';
  tell(
    taken ? `Accepted after ${millis} ms; ${then}.` : `Refused with ${status}.`,
    taken ? 'good' : 'bad',
  );
  if (taken && byId('automatic').checked) load();
}

document.querySelectorAll('[data-event]').forEach((button) =>
  button.addEventListener('click', async () => {
    if (sending) return;
    sending = true;
    event = button.dataset.event;
    showWebhook();
    try {
      await send();
    } catch {
      tell('Not sent: the shop does not answer.', 'bad');
    } finally {
      sending = false;
    }
  }),
);

async function begin() {
  for (const one of await (await fetch('/webhooks')).json()) {
    known.set(one.user, one);
    const option = document.createElement('option');
    option.value = one.user;
    option.textContent = one.words;
    customer.append(option);
  }
  follow();
}

void begin();
