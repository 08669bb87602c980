// On somebody else's page: the button in the corner, and the head of the panel that it opens. On a
// small screen the panel covers the page, which is then out of reach of the keyboard too.
const small = matchMedia("(max-width: 40rem), (max-height: 34rem)");

class Launcher {
  constructor(chat, { words, exit }) {
    Object.assign(this, { chat, words });
    this.label = h("span", {}, words.launcher);
    this.status = h("p", { className: "unseen", role: "status" });
    this.button = button([mark(), this.label], () => chat.open(), { className: "launcher",
      "aria-haspopup": "dialog" });
    this.head = h("div", { className: "head" }, mark(),
      h("h2", {}, words.assistant, h("span", {}, words.kind)),
      exit && h("a", { className: "exit", href: exit, rel: "noreferrer", onclick: (event) => this.leave(event) },
        words.exit, h("span", { className: "unseen" }, ` (${words.exit_hint})`)),
      button("×", () => chat.close(), { className: "close", "aria-label": words.close }));
    small.addEventListener("change", () => this.isOpen && this.show());
  }

  get isOpen() {
    return this.chat.panel.open;
  }

  show() {
    const { panel, shadowRoot } = this.chat;
    const focused = shadowRoot.activeElement;
    if (panel.open) panel.close();
    // Beside the page it opens without taking the focus, as show() would.
    if (small.matches) panel.showModal();
    else panel.open = true;
    this.button.hidden = true;
    if (panel.contains(focused)) focused.focus();
    this.tell(false);
  }

  hide() {
    this.chat.panel.close();
    this.button.hidden = false;
  }

  // A reply that came while nobody was looking.
  tell(isNews) {
    this.button.classList.toggle("news", isNews);
    this.label.textContent = isNews ? this.words.launcher_news : this.words.launcher;
    this.status.textContent = isNews ? this.words.launcher_news : "";
  }

  // Leaving quickly also takes this page out of the way back, and what was being written with it.
  leave(event) {
    event.preventDefault();
    this.chat.forgetUnsent();
    location.replace(event.currentTarget.href);
    document.body.replaceChildren();
  }
}
