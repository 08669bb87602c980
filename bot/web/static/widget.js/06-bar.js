// Above the conversation: the numbers, and what can be done with the whole of it.
class Bar {
  constructor(chat, start) {
    const { words, lines, urgent } = start;
    const others = lines.filter(({ number }) => !urgent.some((line) => line.number === number));
    Object.assign(this, { chat, words });
    this.numbers = h("div", { className: "numbers", id: "numbers", hidden: true },
      chat.conversation.writing.lines([...urgent, ...others]));
    this.clearButton = button(words.clear, () => this.askToClear());
    this.more = h("div", { className: "more", id: "more", hidden: true },
      button(words.download, () => this.download()),
      button(words.print, () => this.print()), this.clearButton);
    this.keep = button(words.clear_no, () => this.endClearing());
    this.clearing = h("div", { className: "clearing", role: "group", "aria-label": words.clear, hidden: true },
      h("p", {}, words.clear_question), button(words.clear_yes, () => this.clear()), this.keep);
    this.bar = h("div", { className: "bar" },
      this.toggle(this.numbers, words.numbers, "urgently"), this.toggle(this.more, words.more, ""));
  }

  get parts() {
    return [this.bar, this.numbers, this.more, this.clearing];
  }

  toggle(part, words, kind) {
    part.toggle = button(words, () => this.show(part, part.hidden), { className: `quiet toggle ${kind}`,
      "aria-expanded": "false", "aria-controls": part.id });
    return part.toggle;
  }

  show(part, isShown) {
    part.hidden = !isShown;
    part.toggle.setAttribute("aria-expanded", isShown);
    if (!isShown && part === this.more) this.clearing.hidden = true;
  }

  // Closes the innermost that is open, and says whether there was one.
  escape() {
    if (!this.clearing.hidden) {
      this.endClearing();
      return true;
    }
    const part = [this.more, this.numbers].find((one) => !one.hidden);
    if (part) {
      this.show(part, false);
      part.toggle.focus();
    }
    return Boolean(part);
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
    // This window need not hear of its own clearing.
    this.chat.cut?.abort();
    const isErased = await this.chat.service.clear();
    if (isErased) this.chat.beginAgain();
    this.chat.announce(isErased ? this.words.cleared : this.words.not_cleared);
    this.show(this.more, false);
    this.chat.composer.focus();
  }

  async download() {
    const answer = await this.chat.service.get("/chat/transcript?as=text").catch(() => null);
    if (!answer) return this.chat.announce(this.words.not_done);
    const href = URL.createObjectURL(await answer.blob());
    const today = new Date().toISOString().slice(0, 10);
    h("a", { href, download: `signpost-${today}.txt` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
  }

  // The page that holds the chat is left out; its sources are opened for the time of printing.
  print() {
    const { chat } = this;
    const closed = [...chat.conversation.log.querySelectorAll("details:not([open])")];
    const rest = new CSSStyleSheet();
    rest.replaceSync("@media print { body > :not(signpost-chat) { display: none !important } }");
    const before = document.adoptedStyleSheets;
    const day = new Date().toLocaleDateString(chat.start.language, { dateStyle: "long" });
    const head = h("p", { className: "printed" }, `${this.words.title}, ${day}`);
    this.bar.after(head);
    closed.forEach((one) => { one.open = true; });
    chat.classList.add("printing");
    if (chat.isFloating) document.adoptedStyleSheets = [...before, rest];
    addEventListener("afterprint", () => {
      closed.forEach((one) => { one.open = false; });
      head.remove();
      chat.classList.remove("printing");
      document.adoptedStyleSheets = before;
    }, { once: true });
    print();
  }
}
