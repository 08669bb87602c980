// The chat as a custom element in a shadow root: <signpost-chat>. It holds no words of its own:
// sentences, numbers and the transcript come from GET /chat. What stands inside the element,
// the same form without script, stays until all of that is there.
const script = document.currentScript;
const at = (path) => new URL(path, script.src);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
// Longer than the service's own limit for a reply, so that its apology arrives first.
const REPLY_WITHIN = 40000;
const SHOW_WORKING_AFTER = 400;
const LOOK_FOR_ANSWERS_EVERY = 20000;
const backOff = (tries) => Math.min(30000, 1000 * 2 ** tries) * (0.8 + 0.4 * Math.random());

// An element with its properties (on… listeners, aria-… and data-… attributes) and children.
const h = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null));
  return element;
};

const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0")).join("");

class SignpostChat extends HTMLElement {
  async connectedCallback() {
    if (this.started) return;
    this.started = true;
    for (let tries = 0; ; tries++) {
      try {
        const [style, start] = await Promise.all([
          this.get(script.dataset.style || at("widget.css")).then((answer) => answer.text()),
          this.get(at("/chat")).then((answer) => answer.json()),
        ]);
        this.build(style, start);
        return;
      } catch {
        await sleep(backOff(tries));
      }
    }
  }

  async get(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.status);
    return answer;
  }

  build(style, start) {
    Object.assign(this, { start, token: start.token, words: start.words, queue: [],
      answered: new Set(), hasEnquiry: start.has_enquiry });
    const typed = this.querySelector("textarea");
    const focused = typed && document.activeElement === typed;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    this.makeParts();
    if (start.stopped) this.stop(start.stopped);
    // The history is in the log before the log is in the page: it is not read out as news.
    const entries = [...start.turns, ...start.replies].sort((a, b) => new Date(a.at) - new Date(b.at));
    for (const entry of entries) "said" in entry ? this.showTurn(entry) : this.showAnswer(entry);
    root.append(this.panel);
    this.replaceChildren();
    this.box.value = typed ? typed.value : "";
    if (focused) this.box.focus();
    if (entries.length) this.toEnd();
    this.work();
    document.addEventListener("visibilitychange", () => this.lookForAnswers());
    setInterval(() => this.lookForAnswers(), LOOK_FOR_ANSWERS_EVERY);
  }

  makeParts() {
    const { words } = this;
    this.log = h("div", { className: "log", role: "log", tabIndex: 0, "aria-label": words.title },
      this.makeWelcome());
    // With the whole panel in sight, the box that sticks to the bottom covers nothing of it.
    this.log.addEventListener("focusin", () => this.panel.scrollIntoView({ block: "nearest" }));
    this.status = h("p", { className: "unseen", role: "status" });
    this.working = h("p", { className: "working", hidden: true }, words.working,
      h("span", { className: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")));
    this.trouble = h("div", { className: "trouble", role: "alert", hidden: true });
    this.makeBar();
    this.makeForm();
    this.panel = h("section", { className: "panel live", "aria-label": words.label }, this.bar,
      this.numbers, this.clearing, this.log, this.trouble, this.form, this.status);
  }

  makeWelcome() {
    const { words, start } = this;
    return h("div", { className: "welcome" },
      h("p", {}, words.welcome),
      h("p", { className: "care" }, words.welcome_child),
      h("p", {}, words.welcome_kept),
      !start.turns.length && !start.replies.length && [
        h("p", { className: "label" }, words.examples),
        this.makeChoices(start.examples.map((title) => ({ title, payload: title })), words.examples),
      ] || null);
  }

  makeBar() {
    const { words } = this;
    this.numbers = h("div", { className: "numbers", id: "numbers", hidden: true },
      this.makeLines(this.start.lines));
    const toggle = h("button", { type: "button", className: "quiet", "aria-expanded": "false",
      "aria-controls": "numbers", onclick: () => this.showNumbers(this.numbers.hidden) }, words.numbers);
    const clear = h("button", { type: "button", className: "quiet",
      onclick: () => this.askToClear() }, words.clear);
    const keep = h("button", { type: "button", onclick: () => this.endClearing() }, words.clear_no);
    this.clearing = h("div", { className: "clearing", role: "group", "aria-label": words.clear, hidden: true },
      h("p", {}, words.clear_question),
      h("button", { type: "button", onclick: () => this.clear() }, words.clear_yes), keep);
    Object.assign(this, { toggle, clearButton: clear, keep });
    this.bar = h("div", { className: "bar" }, h("h2", {}, words.title), toggle, clear);
    for (const part of [this.bar, this.numbers, this.clearing]) {
      part.addEventListener("keydown", (event) => event.key === "Escape" && this.escape());
    }
  }

  makeLines(lines) {
    return h("ul", {}, lines.map((line) => h("li", {}, `${line.short}: `,
      h("a", { href: `tel:${line.dial}` }, line.number))));
  }

  makeForm() {
    const { words } = this;
    this.box = h("textarea", { id: "message", name: "message", rows: 1, autocomplete: "off",
      "aria-describedby": "problem hint left", onkeydown: (event) => this.onKey(event),
      oninput: () => this.onInput() });
    this.problem = h("p", { className: "problem", id: "problem", role: "alert", hidden: true });
    this.left = h("span", { id: "left" });
    this.form = h("form", { className: "ask", onsubmit: (event) => this.onSubmit(event) },
      this.problem,
      h("label", { htmlFor: "message" }, words.box),
      h("div", { className: "row" }, this.box, h("button", { className: "send" }, words.send)),
      h("p", { className: "hint" }, h("span", { id: "hint" }, words.hint), this.left));
  }

  makeChoices(buttons, label) {
    return h("div", { className: "choices", role: "group", "aria-label": label }, buttons.map((button) =>
      h("button", { type: "button", onclick: () => this.choose(button.payload) }, button.title)));
  }

  // -- what the person does -------------------------------------------------------------

  onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.onSubmit(event);
    if (event.key === "Escape") this.escape();
  }

  onInput() {
    const { words, start, box } = this;
    this.complain("");
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
    const left = start.longest - [...box.value.trim()].length;
    this.left.textContent = left > start.longest / 10 ? ""
      : (left < 0 ? words.over : words.left).replace("{count}", Math.abs(left));
  }

  onSubmit(event) {
    event.preventDefault();
    const said = this.box.value.trim();
    if ([...said].length > this.start.longest) {
      this.complain(this.left.textContent);
      this.left.textContent = "";
    } else if (said) {
      this.box.value = "";
      this.onInput();
      this.say(said);
    }
    this.box.focus();
  }

  choose(payload) {
    // The button goes away with its group; on a phone the box would bring the keyboard up.
    (matchMedia("(pointer: coarse)").matches ? this.log : this.box).focus();
    this.say(payload);
  }

  say(said) {
    const turn = { key: newKey(), said, at: new Date().toISOString(), reply: null };
    this.showTurn(turn);
    this.panel.scrollIntoView({ block: "nearest" });
    this.toEnd();
    this.work();
  }

  escape() {
    if (!this.clearing.hidden) this.endClearing();
    else if (!this.numbers.hidden) this.showNumbers(false);
  }

  showNumbers(shown) {
    this.numbers.hidden = !shown;
    this.toggle.setAttribute("aria-expanded", shown);
    if (!shown) this.toggle.focus();
  }

  askToClear() {
    this.clearing.hidden = false;
    this.keep.focus();
  }

  endClearing() {
    this.clearing.hidden = true;
    this.clearButton.focus();
  }

  async clear() {
    let answer = null;
    try {
      answer = await fetch(at("/chat"), { method: "DELETE", headers: { "X-Signpost-Token": this.token } });
    } catch { /* said below */ }
    if (answer && answer.ok) {
      this.token = (await answer.json()).token;
      this.queue.length = 0;
      this.start.turns = this.start.replies = [];
      this.answered.clear();
      this.hasEnquiry = false;
      this.log.replaceChildren(this.makeWelcome());
      this.calm();
      this.showWorking(false);
    }
    this.status.textContent = answer && answer.ok ? this.words.cleared : this.words.not_cleared;
    this.clearing.hidden = true;
    this.box.focus();
  }

  // -- sending: in order, until each has its reply ----------------------------------------

  async work() {
    if (this.busy) return;
    this.busy = true;
    while (this.queue.length) {
      const [turn] = this.queue;
      const slow = setTimeout(() => this.showWorking(!this.worried), SHOW_WORKING_AFTER);
      const reply = await this.deliver(turn);
      clearTimeout(slow);
      // A conversation that was erased meanwhile does not come back.
      if (this.queue[0] !== turn) continue;
      this.queue.shift();
      this.showWorking(false);
      if (reply) this.showReply(turn, reply);
    }
    this.busy = false;
  }

  // Sends one turn, with the same key each time, until the service has taken it or refused it.
  async deliver(turn) {
    for (let tries = 0; this.queue[0] === turn; tries++) {
      const answer = await this.post(turn);
      if (answer && answer.ok) {
        this.calm();
        return answer.json();
      }
      const { error: reason, reason: name } = answer ? await answer.json().catch(() => ({})) : {};
      if (answer && answer.status === 403 && tries === 0) {
        await this.renew();
      } else if (name === "stopped") {
        this.refuse(turn, this.words.stopped);
        this.stop(reason);
        return null;
      } else if (answer && answer.status < 500 && answer.status !== 429) {
        this.refuse(turn, reason);
        return null;
      } else {
        this.worry(reason);
        await this.pause(Number(answer && answer.headers.get("Retry-After")) * 1000 || backOff(tries));
      }
    }
    return null;
  }

  post(turn) {
    return fetch(at("/webhooks/rest/webhook"), {
      method: "POST",
      signal: AbortSignal.timeout(REPLY_WITHIN),
      headers: { "Content-Type": "application/json", "Idempotency-Key": turn.key,
        "X-Signpost-Token": this.token },
      body: JSON.stringify({ sender: this.start.sender, message: turn.said }),
    }).catch(() => null);
  }

  // A page that was open for more than a day has lost its session: it gets a new one.
  async renew() {
    this.token = await this.get(at("/chat")).then((a) => a.json()).then((s) => s.token, () => this.token);
  }

  // Waits, or less when the connection comes back or the person asks.
  pause(ms) {
    return new Promise((done) => {
      this.hurry = done;
      addEventListener("online", done, { once: true });
      setTimeout(done, ms);
    });
  }

  worry(reason) {
    const sentence = reason ? this.words.trouble.replace("{reason}", reason) : this.words.offline;
    this.showWorking(false);
    if (this.worried === sentence) return;
    this.worried = sentence;
    this.trouble.replaceChildren(h("p", {}, sentence), this.makeLines(this.start.urgent),
      h("button", { type: "button", onclick: () => this.hurry() }, this.words.retry));
    this.trouble.hidden = false;
    this.toEnd();
  }

  // Nothing is sent until somebody tries again: who is to be asked instead stands in the sentence.
  stop(sentence) {
    this.worried = sentence;
    this.trouble.replaceChildren(h("p", {}, sentence), this.makeLines(this.start.lines));
    this.trouble.hidden = false;
  }

  calm() {
    if (!this.worried) return;
    if (this.trouble.contains(this.shadowRoot.activeElement)) this.box.focus();
    this.worried = "";
    this.trouble.hidden = true;
    this.status.textContent = this.words.back;
  }

  refuse(turn, reason) {
    turn.element.remove();
    this.calm();
    this.complain(reason || this.words.problem);
    if (!this.box.value) this.box.value = turn.said;
    this.box.focus();
  }

  complain(reason) {
    this.problem.textContent = reason;
    this.problem.hidden = !reason;
    this.box.setAttribute("aria-invalid", Boolean(reason));
  }

  // -- what is shown -----------------------------------------------------------------------

  showTurn(turn) {
    for (const choices of this.log.querySelectorAll(".choices")) choices.remove();
    this.log.querySelector(".welcome .label")?.remove();
    turn.element = this.entry("said", this.words.you, turn.at, h("p", {}, turn.said));
    this.log.append(turn.element);
    if (turn.reply) this.showReply(turn, turn.reply);
    else this.queue.push(turn);
  }

  showReply(turn, reply) {
    let place = turn.element;
    for (const message of reply) {
      const { body, sources, outcome, said } = message.custom;
      // Details of a person that were left out are not shown on the screen either.
      if (said) turn.element.querySelector(".words").replaceChildren(h("p", {}, said));
      this.hasEnquiry ||= Boolean(message.custom.reference);
      const entry = this.entry(outcome, this.words.assistant, null, this.blocks(body), this.sources(sources));
      place.after(entry);
      place = entry;
    }
    const { buttons } = reply[reply.length - 1];
    if (buttons && place === this.lastEntry()) {
      place.after(this.makeChoices(buttons, this.words.choices));
    }
    this.toStartOf(turn.element);
  }

  // What an advisor has answered, once.
  showAnswer(answer) {
    const id = `${answer.reference} ${answer.at}`;
    if (this.answered.has(id)) return;
    this.answered.add(id);
    const who = this.words.advisor.replace("{name}", answer.name).replace("{reference}", answer.reference);
    this.log.append(this.entry("advisor", who, answer.at, this.blocks(answer.text)));
    this.toEnd();
  }

  // For whoever left an enquiry here and is looking.
  async lookForAnswers() {
    if (document.hidden || !this.hasEnquiry) return;
    const found = await this.get(at("/chat/replies")).then((answer) => answer.json()).catch(() => []);
    for (const answer of found) this.showAnswer(answer);
  }

  lastEntry() {
    const entries = this.log.querySelectorAll(".entry");
    return entries[entries.length - 1];
  }

  entry(kind, who, at, ...content) {
    const time = at && h("time", { dateTime: at },
      new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }));
    return h("div", { className: `entry ${kind}` },
      h("p", { className: "who" }, `${who} `, time),
      h("div", { className: "words" }, ...content));
  }

  // The same as blocks() and linked() of bot/web/rendering.py.
  blocks(text) {
    const found = [];
    for (const line of text.split("\n").filter((line) => line.trim())) {
      const item = line.replace(/^\s*[•*-]\s+/, "");
      const last = found[found.length - 1];
      if (item === line) found.push(h("p", {}, this.linked(item)));
      else if (last && last.tagName === "UL") last.append(h("li", {}, this.linked(item)));
      else found.push(h("ul", {}, h("li", {}, this.linked(item))));
    }
    return found;
  }

  linked(text) {
    const dials = new Map();
    for (const line of this.start.lines) {
      dials.set(line.number, line.dial);
      if (line.relay) dials.set(line.relay, line.relay_dial);
    }
    const numbers = [...dials.keys()].sort((a, b) => b.length - a.length);
    const pattern = numbers.map((number) => number.replace(/[^\d ]/g, "\\$&")).join("|");
    const address = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)”’]/.source;
    const pieces = text.split(new RegExp(`(${address}${pattern && `|(?<!\\d)(?:${pattern})(?!\\d)`})`));
    // What was split at stands between what was not.
    return pieces.map((piece, place) => place % 2 === 0 ? piece : dials.has(piece)
      ? h("a", { href: `tel:${dials.get(piece)}` }, piece)
      : h("a", { href: piece, rel: "noreferrer" }, piece));
  }

  sources(sources) {
    if (!sources.length) return null;
    const { source, sources: several } = this.words;
    return h("div", { className: "sources" }, h("p", {}, sources.length === 1 ? source : several),
      h("ul", {}, sources.map(({ title, date, url }) => h("li", {},
        url ? h("a", { href: url, target: "_blank", rel: "noreferrer" }, title,
          h("span", { className: "unseen" }, ` (${this.words.new_window})`)) : title,
        date ? `, ${date}` : null))));
  }

  showWorking(shown) {
    if (shown === !this.working.hidden && this.working.isConnected) return;
    // Inside the log it is announced once, when it comes.
    if (shown) this.log.append(this.working);
    else this.working.remove();
    this.working.hidden = !shown;
    if (shown) this.toEnd();
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  // A long answer is read from its question on.
  toStartOf(element) {
    if (getComputedStyle(this.log).overflowY === "auto") this.log.scrollTop = element.offsetTop - 12;
    else element.scrollIntoView();
  }
}

customElements.define("signpost-chat", SignpostChat);
