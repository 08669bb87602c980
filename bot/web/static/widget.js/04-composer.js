// Where people write: an ordinary box, or one field for what a form asks. Whatever is written into
// either is sent as a message, so that a question, "back" or "cancel" is understood at every step.
const FIELDS = {
  name: { autocomplete: "name", autocapitalize: "words" },
  role: { autocomplete: "organization-title" },
  setting: { autocomplete: "organization", autocapitalize: "words" },
  place: { autocomplete: "address-level2", autocapitalize: "words" },
  contact: { autocomplete: "email", inputMode: "email", autocapitalize: "off", spellcheck: false },
};

class Composer {
  constructor(chat, start) {
    const { words } = start;
    Object.assign(this, { chat, words, longest: start.longest });
    this.problem = h("p", { className: "problem", id: "problem", role: "alert", hidden: true });
    this.label = h("label", { htmlFor: "message" });
    this.left = h("span", { id: "left" });
    this.hint = h("span", { id: "hint" });
    this.row = h("div", { className: "row" }, h("button", { className: "send" }, words.send));
    this.ways = h("div", { className: "ways" });
    this.form = h("form", { className: "ask", onsubmit: (event) => this.submit(event) },
      this.problem, this.label, this.row, h("p", { className: "hint" }, this.hint, this.left), this.ways);
    this.ask(null);
  }

  // What the last message asks for: one of FIELDS, "question", "check" or nothing.
  ask(message) {
    const { words } = this, { asking, outcome } = message?.custom ?? {};
    const step = asking in FIELDS || asking === "question" || asking === "check" ? asking : null;
    const isForm = step && step !== "check" && outcome === "enquiry";
    this.change(FIELDS[step]);
    this.label.textContent = step ? words[`step_${step}`] : words.box;
    this.hint.textContent = isForm ? words.step_hint : words.hint;
    this.ways.replaceChildren(...(isForm ? [words.step_back, words.step_cancel] : []).map((way) =>
      button(way, () => this.chat.choose(way), { className: "quiet" })));
  }

  // The box as it should be now, with what was written in it and its focus.
  change(field) {
    const old = this.box;
    if (old && this.field === field) return;
    this.field = field;
    this.box = h(field ? "input" : "textarea", {
      id: "message", name: "message", autocomplete: "off", value: old?.value ?? "",
      "aria-describedby": "problem hint left",
      onkeydown: (event) => this.key(event), oninput: () => this.input(),
      ...(field ? { type: "text", ...field } : { rows: 1 }),
    });
    const isFocused = old && old === old.getRootNode().activeElement;
    if (old) old.replaceWith(this.box);
    else this.row.prepend(this.box);
    if (isFocused) this.box.focus();
  }

  get text() {
    return this.box.value;
  }

  set text(text) {
    this.box.value = text;
    this.input();
  }

  focus() {
    this.box.focus();
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
  }

  input() {
    const { longest, box } = this;
    this.complain("");
    box.style.height = "auto";
    if (!this.field) box.style.height = `${box.scrollHeight + 2}px`;
    this.chat.showRoom(box, longest, this.left);
    this.chat.keepUnsent();
  }

  submit(event) {
    event.preventDefault();
    const said = this.text.trim();
    if (roomIn(this.box, this.longest) < 0) {
      this.complain(this.left.textContent);
      this.left.textContent = "";
    } else if (said) {
      this.text = "";
      this.chat.say(said);
    }
    this.focus();
  }

  complain(reason) {
    this.problem.textContent = reason;
    this.problem.hidden = !reason;
    this.box.setAttribute("aria-invalid", Boolean(reason));
  }
}
