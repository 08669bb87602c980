// An extra over the desk's pages, which do all of their work without it: news of what has changed,
// who else looks at an enquiry, drafts that outlive the sending of another form, and single keys,
// where somebody has not switched them off.
"use strict";

const EVERY = 20_000;
const live = document.getElementById("live");
const { token, changed, show, offline } = document.body.dataset;
let keysAct = false;
let looks = 0;

// A notice that says what is up, without moving what somebody reads or writes.
const notice = document.createElement("p");
notice.className = "notice";
notice.setAttribute("role", "status");
(live || document.getElementById("main")).before(notice);

function tell(words, withLink) {
  if (notice.firstChild && notice.firstChild.textContent === words + " ") return;
  notice.replaceChildren(...(words ? [words + " "] : []));
  if (withLink) {
    const link = document.createElement("a");
    link.href = location.pathname + location.search;
    link.textContent = show;
    notice.append(link);
  }
}

async function look() {
  if (document.hidden) return;
  const mine = ++looks;
  let news;
  try {
    const answer = await fetch(live?.dataset.live || "/desk/live", { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    news = await answer.json();
  } catch {
    if (mine === looks) tell(offline, false);
    return;
  }
  // A slow answer to an earlier look says nothing of now.
  if (mine !== looks) return;
  keysAct = news.keys;
  if (!live) return;
  const looking = live.querySelector(".looking");
  if (looking && looking.textContent.trim() !== news.looking) looking.textContent = news.looking;
  if (String(news.mark) === live.dataset.mark) tell("", false);
  else if (looking || live.contains(document.activeElement)) tell(changed, true);
  else await renew();
}

// The queue is the same page again: its list takes the place of the old one.
async function renew() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return tell(changed, true);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("live");
  if (!fresh || live.contains(document.activeElement)) return tell(changed, true);
  live.dataset.mark = fresh.dataset.mark;
  live.replaceChildren(...fresh.childNodes);
  tell("", false);
}

look();
setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
if (live?.dataset.away) {
  addEventListener("pagehide", () => {
    navigator.sendBeacon(live.dataset.away, new URLSearchParams({ token }));
  });
}

// What is half written for an enquiry outlives the sending of another form of its page: it waits in
// the tab until the next page of the desk, which puts it back if it is that enquiry's, or drops it.
const DRAFTS = "drafts";
const place = live?.dataset.away?.replace(/away$/, "");
let sent;

function putBack() {
  const kept = JSON.parse(sessionStorage.getItem(DRAFTS));
  sessionStorage.removeItem(DRAFTS);
  if (!kept || kept.place !== place) return;
  for (const [id, text] of Object.entries(kept.texts)) {
    const field = document.getElementById(id);
    if (!field || field.value) continue;
    field.value = text;
    field.closest("details")?.setAttribute("open", "");
  }
}

function keep() {
  if (sent && !sent.getAttribute("action").startsWith(place)) return;
  const fields = [...document.querySelectorAll("textarea[name]")];
  const written = fields.filter((field) => field.form !== sent && field.value);
  const texts = Object.fromEntries(written.map((field) => [field.id, field.value]));
  sessionStorage.setItem(DRAFTS, JSON.stringify({ place, texts }));
}

putBack();
if (place) {
  document.addEventListener("submit", (event) => { if (!event.defaultPrevented) sent = event.target; });
  addEventListener("pagehide", keep);
}

function step(by) {
  const links = [...document.querySelectorAll(".queue h2 a")];
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
}

function focusOn(id) {
  const field = document.getElementById(id);
  field?.focus();
  return Boolean(field);
}

const ACTS = {
  "/": () => focusOn("find") || location.assign("/desk/search"),
  "j": () => step(1),
  "k": () => step(-1),
  "r": () => focusOn("reply"),
  "n": () => focusOn("note"),
  "u": () => location.assign("/desk"),
  "?": () => location.assign("/desk/choices#keys"),
};

document.addEventListener("keydown", (event) => {
  const isWriting = event.target.closest("input, textarea, select, [contenteditable]");
  const isOther = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  if (!keysAct || isWriting || isOther || !Object.hasOwn(ACTS, event.key)) return;
  event.preventDefault();
  ACTS[event.key]();
});
