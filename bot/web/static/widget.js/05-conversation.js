// The conversation: what was said, answered, and can be chosen. What is added to it is announced.
const CAN_BE_USEFUL = ["answered", "not_listed"];
const LONGEST_WHY = 500;

class Conversation {
  constructor(chat, start) {
    const { words } = start;
    Object.assign(this, { chat, words, writing: new Writing(start) });
    this.log = h("div", { className: "log", role: "log", tabIndex: 0, "aria-label": words.title });
    this.working = h("p", { className: "working" }, words.working,
      h("span", { className: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")));
    this.begin(start);
  }

  begin(start) {
    this.turns = new Map();
    this.answers = new Set();
    this.log.replaceChildren(this.welcome(start));
  }

  welcome({ turns, replies, examples, office }) {
    const { words } = this;
    return h("div", { className: "welcome" },
      h("p", {}, words.welcome),
      h("p", { className: "care" }, words.welcome_child),
      office && h("p", { className: office.open ? "office open" : "office" }, office.sentence),
      h("p", {}, words.welcome_kept),
      !turns.length && !replies.length && [
        h("p", { className: "label" }, words.examples),
        this.choices(examples.map((title) => ({ title, payload: title })), words.examples),
      ]);
  }

  // Whatever of a transcript is not shown yet, oldest first; gives the turns without a reply.
  merge({ turns, replies }) {
    const entries = [...turns, ...replies].sort((a, b) => new Date(a.at) - new Date(b.at));
    return entries.map((entry) => "said" in entry ? this.turn(entry) : this.advisor(entry))
      .filter((turn) => turn && !turn.reply);
  }

  // One turn, as far as it is known now; the same one may come again, with its reply.
  turn({ key, said, at, reply, useful }) {
    let turn = this.turns.get(key);
    if (!turn) {
      this.fold();
      const element = this.entry("said", this.words.you, at, h("p", {}, said));
      turn = { key, said, at, element, reply: null };
      this.turns.set(key, turn);
      this.log.append(element);
    }
    if (reply && !turn.reply) this.reply(turn, reply, useful);
    return turn;
  }

  // What belongs to an earlier message goes with the next one, but nothing that somebody has written.
  fold() {
    for (const past of this.log.querySelectorAll(".choices, .label, .useful, .why")) {
      const isKept = past.querySelector("[aria-pressed=true]") || past.querySelector("textarea")?.value;
      if (!isKept) past.remove();
    }
  }

  reply(turn, reply, useful) {
    turn.reply = reply;
    let place = turn.element;
    for (const { custom } of reply) {
      const { body, sources, outcome, said, asking } = custom;
      // Details of a person that were left out are not shown on the screen either.
      if (said) turn.element.querySelector(".words").replaceChildren(h("p", {}, said));
      const entry = this.entry(`${outcome} ${asking === "check" ? asking : ""}`, this.words.assistant,
        null, this.writing.blocks(body), this.writing.sources(sources));
      if (asking === "check") entry.querySelectorAll("li").forEach((item) => this.writing.labelled(item));
      place.after(entry);
      place = entry;
    }
    const last = reply[reply.length - 1];
    if (place === [...this.log.querySelectorAll(".entry")].pop()) {
      this.chat.composer.ask(last);
      // Of the ways on from a summary the first one, which sends it, stands out.
      const kind = last.custom.asking === "check" && place.querySelector("ul") ? "check" : "";
      if (last.buttons) place.after(this.choices(last.buttons, this.words.choices, kind));
      if (CAN_BE_USEFUL.includes(last.custom.outcome) && !last.custom.asking || useful != null) {
        place.after(this.useful(turn, useful));
      }
    }
    this.toStartOf(turn.element);
  }

  // What an advisor has answered, once; whether it is new.
  advisor(answer) {
    const id = `${answer.reference} ${answer.at}`;
    if (this.answers.has(id)) return;
    this.answers.add(id);
    this.log.append(this.entry("advisor", fill(this.words.advisor, answer), answer.at,
      this.writing.blocks(answer.text)));
    this.chat.advisorAnswered(answer);
    this.toEnd();
  }

  entry(kind, who, at, ...content) {
    return h("div", { className: `entry ${kind}` },
      h("p", { className: "who" }, `${who} `, at && this.writing.time(at)),
      h("div", { className: "words" }, ...content));
  }

  choices(buttons, label, kind) {
    return h("div", { className: `choices ${kind ?? ""}`, role: "group", "aria-label": label },
      buttons.map(({ title, payload }) => button(title, () => this.chat.choose(payload))));
  }

  // "Was this useful?": beside the conversation, not read out with each answer.
  useful(turn, value) {
    const { words } = this;
    const told = h("span");
    const group = h("div", { className: "useful", role: "group", "aria-live": "off",
      "aria-label": words.useful }, h("span", {}, words.useful));
    const judge = async (useful, why) => {
      const isTaken = await this.chat.service.judge(turn.key, useful, why);
      told.textContent = isTaken ? words.useful_thanks : words.not_done;
      this.chat.announce(told.textContent);
      return isTaken;
    };
    const press = (useful) => {
      mark(useful);
      group.querySelector(".why")?.remove();
      if (!useful) group.append(this.why(judge));
      judge(useful);
    };
    const answers = [true, false].map((useful) =>
      button(useful ? words.useful_yes : words.useful_no, () => press(useful), { className: "quiet" }));
    const mark = (useful) => answers.forEach((one, place) =>
      one.setAttribute("aria-pressed", useful === !place));
    mark(value);
    group.append(...answers, told);
    return group;
  }

  why(judge) {
    const { words } = this;
    const box = h("textarea", { rows: 2 }), left = h("p", { className: "label" });
    box.oninput = () => this.chat.showRoom(box, LONGEST_WHY, left);
    const form = h("form", { className: "why" }, h("label", {}, words.useful_why, box), left,
      h("button", { className: "quiet" }, words.useful_send));
    form.onsubmit = async (event) => {
      event.preventDefault();
      if (roomIn(box, LONGEST_WHY) < 0) return box.focus();
      if (!await judge(false, box.value.trim())) return;
      form.remove();
      this.chat.composer.focus();
    };
    return form;
  }

  // Inside the log it is announced once, when it comes.
  showWorking(isShown) {
    if (isShown === this.working.isConnected) return;
    if (!isShown) return this.working.remove();
    this.log.append(this.working);
    this.toEnd();
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  // A long answer is read from its question on.
  toStartOf(element) {
    if (getComputedStyle(this.log).overflowY === "auto") this.log.scrollTop = element.offsetTop - 12;
    else if (element.isConnected) element.scrollIntoView();
  }
}
