// The custom element <signpost-chat>, in a shadow root. It holds no words of its own: sentences,
// numbers and the transcript come from GET /chat. What stands inside the element, the same form
// without script, stays until all of that is there.
const SHOW_WORKING_AFTER = 400;
const UNSENT = "signpost:unsent";
const OPEN = "signpost:open";
// Two in a row may be a server that is starting again; then it is said.
const FAILURES_BEFORE_SAYING = 2;

class SignpostChat extends HTMLElement {
  async connectedCallback() {
    if (this.service) return;
    this.service = new Service();
    for (let tries = 0; ; tries++) {
      try {
        const [style, start] = await Promise.all([this.service.style(), this.service.start()]);
        this.build(style, start);
        return;
      } catch {
        await sleep(backOff(tries));
      }
    }
  }

  disconnectedCallback() {
    this.cut?.abort();
  }

  build(style, start) {
    const typed = this.querySelector("textarea");
    const isFocused = typed && document.activeElement === typed;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    Object.assign(this, { start, words: start.words, queue: [], wakers: new Set(), worried: "" });
    this.makeParts(root);
    // The history is in the log before the log is in the page: it is not read out as news.
    this.queue = this.conversation.merge(start);
    this.last = start.last;
    root.append(this.root);
    this.replaceChildren();
    this.takeUnsent(typed);
    if (isFocused) this.composer.focus();
    this.checkColours();
    if (start.stopped) this.stop(start.stopped);
    this.isBuilt = true;
    this.listen();
    if (this.isFloating) this.openAsBefore();
    if (this.conversation.turns.size) this.conversation.toEnd();
    this.work();
    this.follow();
  }

  makeParts(root) {
    const { start, words, isFloating } = this;
    this.composer = new Composer(this, start);
    this.conversation = new Conversation(this, start);
    this.bar = new Bar(this, start);
    this.launcher = isFloating ? new Launcher(this, start) : null;
    if (!isFloating) this.bar.bar.prepend(h("h2", {}, words.title));
    this.status = h("p", { className: "unseen", role: "status" });
    this.trouble = h("div", { className: "trouble", role: "alert", hidden: true });
    this.panel = h(isFloating ? "dialog" : "section", { className: "panel live", tabIndex: -1,
      "aria-label": words.label, onkeydown: (event) => this.key(event) },
      this.launcher?.head, this.bar.parts, this.conversation.log, this.trouble, this.composer.form, this.status);
    this.root = isFloating ? h("section", { className: "corner", "aria-label": words.label }, this.panel,
      this.launcher.button, this.launcher.status) : this.panel;
    if (start.language) Object.assign(this.root, { lang: start.language, dir: start.direction });
    if (isFloating) {
      this.classList.add("floating", script.dataset.position ?? "end");
      // The way back of a phone closes what covers the page.
      this.panel.addEventListener("cancel", (event) => {
        event.preventDefault();
        this.escape();
      });
    } else {
      // With the whole panel in sight, the box that sticks to the bottom covers nothing of it.
      this.conversation.log.addEventListener("focusin", () => this.panel.scrollIntoView({ block: "nearest" }));
    }
  }

  listen() {
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) return this.cut?.abort();
      this.lookForAnswers();
      this.follow();
    });
    addEventListener("offline", () => this.worry());
    addEventListener("online", () => {
      if (!this.queue.length) this.calm();
      this.hurry();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.checkColours());
  }

  // A theme that can hardly be read gives way to our own colours.
  checkColours() {
    this.classList.remove("unthemed");
    if (matchMedia("(forced-colors: active)").matches) return;
    const probe = h("i", { className: "probe" });
    this.shadowRoot.append(probe);
    const { color, backgroundColor, borderTopColor, borderBottomColor, outlineColor, textDecorationColor } =
      getComputedStyle(probe);
    const pairs = [[color, backgroundColor], [color, borderTopColor], [color, borderBottomColor],
      [outlineColor, textDecorationColor]];
    const isReadable = pairs.every((pair) => contrast(...pair) >= 4.5);
    probe.remove();
    if (isReadable) return;
    this.classList.add("unthemed");
    console.warn(this.words.theme);
  }

  // -- open and closed, on somebody else's page -------------------------------------------------

  openAsBefore() {
    const isWanted = remembered("sessionStorage", OPEN) ?? script.dataset.open;
    if (isWanted === "true" && !small.matches) this.launcher.show();
    else this.launcher.tell(this.hasUnseen());
  }

  hasUnseen() {
    const [newest] = this.start.replies.map((reply) => reply.at).sort().reverse();
    return Boolean(newest) && newest > (remembered("localStorage", `${this.service.name}:seen`) ?? "");
  }

  open() {
    if (!this.launcher || this.launcher.isOpen) return;
    this.launcher.show();
    remember("sessionStorage", OPEN, true);
    this.seen();
    if (isTouched()) this.panel.focus();
    else this.composer.focus();
    this.conversation.toEnd();
    if (!this.conversation.turns.size) this.conversation.log.scrollTop = 0;
    this.tell("open");
  }

  close() {
    if (!this.launcher?.isOpen) return;
    this.launcher.hide();
    remember("sessionStorage", OPEN, false);
    this.launcher.button.focus();
    this.tell("close");
  }

  // What the page around may want to know: never what was said.
  tell(event, detail) {
    this.dispatchEvent(new CustomEvent(`signpost:${event}`, { bubbles: true, composed: true, detail }));
  }

  seen() {
    if (this.newest) remember("localStorage", `${this.service.name}:seen`, this.newest);
  }

  advisorAnswered({ at }) {
    this.newest = at;
    if (!this.launcher || !this.isBuilt) return;
    if (this.launcher.isOpen) this.seen();
    else this.launcher.tell(true);
  }

  key(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    this.escape();
  }

  escape() {
    if (!this.bar.escape()) this.close();
  }

  announce(words) {
    this.status.textContent = words;
  }

  // -- what the person does ---------------------------------------------------------------------

  choose(payload) {
    // The button goes away with its group; on a phone the box would bring the keyboard up.
    if (isTouched()) this.conversation.log.focus();
    else this.composer.focus();
    this.say(payload);
  }

  say(said) {
    this.service.keep();
    const turn = this.conversation.turn({ key: newKey(), said, at: new Date().toISOString() });
    this.queue.push(turn);
    this.keepUnsent();
    if (!this.isFloating) this.panel.scrollIntoView({ block: "nearest" });
    this.conversation.toEnd();
    this.work();
    this.follow();
  }

  // What the service has not taken yet outlives a reload and the way to another page of the site.
  keepUnsent() {
    if (!this.isBuilt) return;
    const turns = this.queue.map(({ key, said, at }) => ({ key, said, at }));
    const text = this.composer.text;
    remember("sessionStorage", UNSENT, turns.length || text ? JSON.stringify({ turns, text }) : null);
  }

  takeUnsent(typed) {
    const { turns, text } = JSON.parse(remembered("sessionStorage", UNSENT) ?? '{"turns":[],"text":""}');
    for (const turn of turns.filter(({ key }) => !this.conversation.turns.has(key))) {
      this.queue.push(this.conversation.turn(turn));
    }
    this.composer.text = typed?.value || text;
  }

  forgetUnsent() {
    remember("sessionStorage", UNSENT, null);
    remember("sessionStorage", OPEN, null);
  }

  // After it was erased, here or in another window.
  beginAgain() {
    const start = { ...this.start, turns: [], replies: [], has_enquiry: false };
    this.start = start;
    this.queue.length = 0;
    this.keepUnsent();
    this.conversation.begin(start);
    this.composer.ask(null);
    this.conversation.showWorking(false);
    this.calm();
    this.isStale = true;
    this.cut?.abort();
  }

  // -- sending: in order, until each has its reply ----------------------------------------------

  async work() {
    if (this.isBusy) return;
    this.isBusy = true;
    while (this.queue.length) {
      const [turn] = this.queue;
      const slow = setTimeout(() => this.conversation.showWorking(!this.worried), SHOW_WORKING_AFTER);
      const byNews = new Promise((done) => { turn.answered = done; });
      const reply = await Promise.race([this.deliver(turn), byNews]);
      clearTimeout(slow);
      if (reply) this.replied(turn, reply);
    }
    this.isBusy = false;
  }

  // By the answer to the sending or by the stream, whichever comes first.
  replied(turn, reply) {
    // A conversation that was erased meanwhile does not come back.
    if (this.conversation.turns.get(turn.key) !== turn || turn.reply) return;
    this.done(turn);
    turn.answered?.();
    this.conversation.reply(turn, reply);
    this.tell("answer", { outcome: reply[reply.length - 1].custom.outcome });
  }

  done(turn) {
    this.queue = this.queue.filter((one) => one !== turn);
    this.keepUnsent();
    this.conversation.showWorking(false);
  }

  // Sends one turn, with the same key each time, until the service has taken it or refused it.
  async deliver(turn) {
    for (let tries = 0; this.queue[0] === turn; tries++) {
      await this.haveSession().catch(() => null);
      const answer = await this.service.send(turn, this.start.sender);
      if (answer?.ok) {
        this.calm();
        this.hurry();
        return answer.json();
      }
      const { error, reason } = answer ? await answer.json().catch(() => ({})) : {};
      if (this.queue[0] !== turn) return null;
      if (answer?.status === 403 && tries === 0) {
        // A page that was open for more than a day has lost its session: it gets a new one.
        await this.service.renew().catch(() => null);
      } else if (reason === "stopped") {
        this.refuse(turn, this.words.stopped);
        this.stop(error);
      } else if (answer && answer.status < 500 && answer.status !== 429) {
        this.refuse(turn, error);
      } else {
        this.worry(error);
        await this.pause(Number(answer?.headers.get("Retry-After")) * 1000 || backOff(tries));
      }
    }
    return null;
  }

  // Waits, or less when the connection comes back or the person asks.
  pause(ms) {
    return new Promise((done) => {
      this.wakers.add(done);
      setTimeout(done, ms);
    });
  }

  hurry() {
    this.wakers.forEach((wake) => wake());
    this.wakers.clear();
  }

  worry(reason) {
    const { words } = this;
    const sentence = reason ? fill(words.trouble, { reason }) : this.queue.length ? words.offline : words.lost;
    this.conversation.showWorking(false);
    if (this.worried === sentence) return;
    this.complainOf(sentence, this.start.urgent, button(words.retry, () => this.hurry()));
    this.conversation.toEnd();
  }

  // Nothing is sent until somebody tries again: who is to be asked instead stands in the sentence.
  stop(sentence) {
    this.complainOf(sentence, this.start.lines);
  }

  complainOf(sentence, lines, ...more) {
    this.worried = sentence;
    this.trouble.replaceChildren(h("p", {}, sentence), this.conversation.writing.lines(lines), ...more);
    this.trouble.hidden = false;
  }

  calm() {
    if (!this.worried) return;
    if (this.trouble.contains(this.shadowRoot.activeElement)) this.composer.focus();
    this.worried = "";
    this.trouble.hidden = true;
    this.announce(this.words.back);
  }

  refuse(turn, reason) {
    this.done(turn);
    this.conversation.turns.delete(turn.key);
    turn.element.remove();
    this.calm();
    if (!this.composer.text) this.composer.text = turn.said;
    this.composer.complain(reason || this.words.problem);
    this.composer.focus();
  }

  // -- news: what happens without being asked for -------------------------------------------------

  get isTalk() {
    return this.conversation.turns.size > 0 || this.start.has_enquiry || this.start.replies.length > 0;
  }

  // Only while somebody looks: a browser has few connections for all of its windows.
  async follow() {
    if (this.isFollowing) return;
    this.isFollowing = true;
    for (let tries = 0; this.isTalk && !document.hidden && this.isConnected; tries++) {
      this.cut = new AbortController();
      try {
        await this.haveSession();
        for await (const news of this.service.news(this.last, this.cut)) {
          if (this.cut.signal.aborted) break;
          tries = 0;
          await this.hear(news);
        }
      } catch (error) {
        if (error.status === 403) await this.service.renew().catch(() => null);
        const isAway = !(error.status < 500) && !this.cut.signal.aborted;
        if (isAway && tries >= FAILURES_BEFORE_SAYING) this.worry();
        await this.lookForAnswers();
      }
      if (!document.hidden) await this.pause(backOff(tries));
    }
    this.isFollowing = false;
  }

  async hear({ event, id, data }) {
    if (id) this.last = id;
    if (event === "open") this.heardAgain();
    if (event === "turn") this.hearTurn(data);
    if (event === "reply") this.conversation.advisor(data);
    if (event === "stopped") this.stop(data.sentence);
    if (event === "started") this.calm();
    if (event === "again") this.conversation.merge(await this.service.renew());
    if (event === "cleared") this.hearCleared();
  }

  // In another window, whose answer brings the new session: this one asks for it when it needs it.
  hearCleared() {
    this.service.forget();
    this.beginAgain();
  }

  async haveSession() {
    if (!this.isStale) return;
    const start = await this.service.renew();
    this.isStale = false;
    this.last = start.last;
    this.conversation.merge(start);
  }

  // The service is there: what waits for it, other than because it is busy, need wait no longer.
  heardAgain() {
    const { words, worried } = this;
    if (worried === words.lost) this.calm();
    if (worried === words.lost || worried === words.offline) this.hurry();
  }

  hearTurn(given) {
    const turn = this.conversation.turns.get(given.key);
    if (!turn) this.conversation.turn(given);
    else if (given.reply) this.replied(turn, given.reply);
  }

  // For whoever left an enquiry here and is looking.
  async lookForAnswers() {
    if (document.hidden || !this.isTalk) return;
    const found = await this.service.get("/chat/replies").then((answer) => answer.json()).catch(() => []);
    for (const answer of found) this.conversation.advisor(answer);
  }
}

const begin = () => {
  if (!document.querySelector("signpost-chat")) {
    document.body.append(Object.assign(document.createElement("signpost-chat"), { isFloating: true }));
  }
};
if (!customElements.get("signpost-chat")) {
  customElements.define("signpost-chat", SignpostChat);
  if (document.body) begin();
  else addEventListener("DOMContentLoaded", begin);
}
