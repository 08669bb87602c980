// Sending: in order, each with the same key until it has its reply, and what is said meanwhile.
const SHOW_WORKING_AFTER = 400;
const UNSENT = "signpost:unsent";

class SendingChat extends HTMLElement {
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
      const reply = answer?.ok ? await answer.json().catch(() => null) : null;
      if (reply) {
        this.calm();
        this.hurry();
        return reply;
      }
      // An answer that broke off is as good as none.
      const refusal = answer?.ok ? null : answer;
      const { error, reason } = refusal ? await refusal.json().catch(() => ({})) : {};
      if (this.queue[0] !== turn) return null;
      if (refusal?.status === 403 && tries === 0) {
        // A page that was open for more than a day has lost its session: it gets a new one.
        await this.service.renew().catch(() => null);
      } else if (reason === "stopped") {
        this.refuse(turn, this.words.stopped);
        this.stop(error);
      } else if (refusal && refusal.status < 500 && refusal.status !== 429) {
        this.refuse(turn, error);
      } else {
        this.worry(error);
        await this.pause(Number(refusal?.headers.get("Retry-After")) * 1000 || backOff(tries));
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
}
