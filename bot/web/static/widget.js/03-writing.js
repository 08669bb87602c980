// How text, sources, numbers and times are shown: the same as bot/web/rendering.py and message.html.
class Writing {
  constructor({ words, lines, language }) {
    Object.assign(this, { words, language });
    this.dials = new Map();
    for (const line of lines) {
      this.dials.set(line.number, line.dial);
      if (line.relay) this.dials.set(line.relay, line.relay_dial);
    }
    const numbers = [...this.dials.keys()].sort((a, b) => b.length - a.length);
    const pattern = numbers.map((number) => number.replace(/[^\d ]/g, "\\$&")).join("|");
    const address = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)”’]/.source;
    const reference = /\b[A-Z]{2}-[2-9A-Z]{4}-[2-9A-Z]{4}\b/.source;
    this.links = new RegExp(`(${address}|${reference}${pattern && `|(?<!\\d)(?:${pattern})(?!\\d)`})`);
  }

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

  // What was split at stands between what was not.
  linked(text) {
    return text.split(this.links).map((piece, place) => place % 2 === 0 ? piece
      : this.dials.has(piece) ? h("a", { href: `tel:${this.dials.get(piece)}` }, piece)
      : /^http/.test(piece) ? this.away(piece, piece)
      : h("span", { className: "reference" }, piece));
  }

  // Away from the page, which keeps the conversation: so in a tab of its own, and it says so.
  away(href, text) {
    return h("a", { href, target: "_blank", rel: "noreferrer" }, text,
      h("span", { className: "unseen" }, ` (${this.words.new_window})`));
  }

  // A summary's "Role: Headteacher" with its label standing out.
  labelled(item) {
    item.querySelectorAll(".unseen").forEach((hidden) => hidden.remove());
    const [label, value] = item.textContent.split(/: (.*)/s);
    if (value) item.replaceChildren(h("b", {}, label), h("span", {}, this.linked(value)));
  }

  sources(sources) {
    if (!sources.length) return null;
    const { source, sources: several } = this.words;
    const title = sources.length === 1 ? source : `${several} (${sources.length})`;
    return h("details", { className: "sources" }, h("summary", {}, title),
      h("ul", {}, sources.map(({ title, date, url }) => h("li", {},
        url ? this.away(url, title) : title, date ? `, ${date}` : null))));
  }

  lines(lines) {
    return h("ul", {}, lines.map((line) => h("li", {}, `${line.short}: `,
      h("a", { href: `tel:${line.dial}` }, line.number))));
  }

  // The time of day, with the day before it where it is not today's.
  time(at) {
    const when = new Date(at), isToday = when.toDateString() === new Date().toDateString();
    const day = isToday ? {} : { weekday: "short", day: "numeric", month: "short" };
    return h("time", { dateTime: at },
      when.toLocaleString(this.language, { ...day, hour: "2-digit", minute: "2-digit" }));
  }
}
