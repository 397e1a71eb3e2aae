'use strict';

// Who is signed in stands in a cookie, as a shop's server would write it. Muster's script reads it there.
const COOKIE = 'shop_user';
const TOUR_CLOSED = 'tour_closed';

const byId = (id) => document.getElementById(id);

// --- signing in

const customer = byId('customer');
const cookie = document.cookie.split('; ').find((one) => one.startsWith(`${COOKIE}=`));
customer.value = decodeURIComponent((cookie || '').slice(COOKIE.length + 1));
if (customer.selectedIndex < 0) customer.value = '';
byId('name').textContent = customer.selectedOptions[0].text.split(',')[0];

byId('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  const life = customer.value ? '' : '; max-age=0';
  document.cookie = `${COOKIE}=${encodeURIComponent(customer.value)}; path=/; SameSite=Lax${life}`;
  location.reload();
});

// --- the basket

let things = 0;
document.addEventListener('click', ({ target }) => {
  const added = target.closest('[data-add]');
  if (!added) return;
  things += 1;
  byId('count').textContent = `Basket: ${things}, with ${added.dataset.add}`;
});

// --- the tour, for those who are new

const STEPS = [
  ['#products', 'Something new every week', 'Four things, roasted or picked in the last days.'],
  ['#basket', 'Your basket', 'What you add waits here until you order.'],
  ['#plans', 'Plans for your team', 'Begin with Free; the beans are the same.'],
];
const tour = byId('tour');
let step = 0;

function showStep(next) {
  document.querySelector('.toured')?.classList.remove('toured');
  tour.hidden = next >= STEPS.length;
  if (tour.hidden) return;
  step = next;
  const [place, title, text] = STEPS[step];
  byId('tour-step').textContent = `${step + 1} of ${STEPS.length}`;
  byId('tour-title').textContent = title;
  byId('tour-text').textContent = text;
  byId('tour-next').textContent = step + 1 < STEPS.length ? 'Next' : 'Done';
  document.querySelector(place).classList.add('toured');
}

/** Where the tour is: what it is about comes into view, and the keyboard is with the tour. */
function goTo(next) {
  showStep(next);
  if (tour.hidden) return endTour();
  document.querySelector(STEPS[step][0]).scrollIntoView({ block: 'center' });
  byId('tour-next').focus({ preventScroll: true });
}

function endTour() {
  sessionStorage.setItem(TOUR_CLOSED, customer.value);
  showStep(STEPS.length);
  byId('take-tour').focus();
}

byId('take-tour').addEventListener('click', () => goTo(0));
byId('tour-next').addEventListener('click', () => goTo(step + 1));
byId('tour-end').addEventListener('click', endTour);
tour.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') endTour();
});

// --- Muster

/** What is not written into the page as a mark: the tour, and a line that says what is known. */
function show() {
  const isNew = muster.has('new-users');
  if (!isNew) showStep(STEPS.length);
  else if (tour.hidden && sessionStorage.getItem(TOUR_CLOSED) !== customer.value) showStep(0);
  const { segments } = muster;
  byId('known').textContent = segments.length
    ? `Muster says: in ${segments.join(', ')}.`
    : 'Muster says: in no segment.';
}

// A script that is there, or cannot be, has been waited for by then.
addEventListener('load', async () => {
  if (!window.muster) {
    // Without Muster everybody sees what those see who are in no segment.
    document.querySelectorAll('[data-muster-not-segment]').forEach((one) => (one.hidden = false));
    byId('known').textContent = 'Muster is not there; the shop works without it.';
    return;
  }
  // With each answer. By muster.on('change') the page would also follow what changes between its loads.
  document.addEventListener('muster:segments', show);
  const { problem } = await muster.ready;
  show();
  if (problem && problem !== 'no-user') {
    byId('known').textContent = `Muster does not say who this is: ${problem}.`;
  }
});
