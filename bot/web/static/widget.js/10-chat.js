// The custom element <signpost-chat>, in a shadow root. It holds no words of its own: sentences,
// numbers and the transcript come from GET /chat. What stands inside the element, the same form
// without script, stays until all of that is there.
const OPEN = "signpost:open";

class SignpostChat extends ListeningChat {
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
    const typed = this.querySelector("#message");
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

  // Near its end, what a box still holds is shown at once, and said when nobody types.
  showRoom(box, longest, place) {
    const { words } = this, count = roomIn(box, longest);
    place.textContent = count > longest / 10 ? ""
      : fill(count < 0 ? words.over : words.left, { count: Math.abs(count) });
    clearTimeout(this.telling);
    this.telling = setTimeout(() => place.textContent && this.announce(place.textContent), 1000);
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

  forgetUnsent() {
    remember("sessionStorage", UNSENT, null);
    remember("sessionStorage", OPEN, null);
  }

  // After it was erased, here or in another window.
  beginAgain() {
    const start = { ...this.start, turns: [], replies: [], has_enquiry: false };
    this.start = start;
    this.queue.forEach((turn) => turn.answered?.());
    this.queue.length = 0;
    this.keepUnsent();
    this.conversation.begin(start);
    this.composer.ask(null);
    this.conversation.showWorking(false);
    this.calm();
    this.isStale = true;
    this.cut?.abort();
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
