// <prompt-box><form class="prompt-box" data-limit="2000"><textarea name="text"></textarea> ... </form><p class="refused"></p></prompt-box>
// Enter sends, Shift+Enter breaks the line. Too long a text is not sent, so nothing of it is lost; a second click sends nothing twice.
// A [data-fill] anywhere on the page puts its text into the box.
customElements.define("prompt-box", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.querySelector("textarea");
    const zone = this.form.elements.timezone;
    if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.text.addEventListener("keydown", (event) => this.key(event), { signal });
    this.form.addEventListener("submit", (event) => this.check(event), { signal, capture: true });
    this.form.addEventListener("htmx:beforeRequest", (event) => this.check(event), { signal });
    this.form.addEventListener("htmx:beforeSend", (event) => this.sending(event), { signal });
    this.form.addEventListener("htmx:sendError", (event) => this.unsent(event), { signal });
    this.form.addEventListener("htmx:responseError", (event) => this.unsent(event), { signal });
    document.addEventListener("htmx:afterRequest", (event) => { if (event.target.id === "suggestions") this.text.focus(); }, { signal });
    addEventListener("pageshow", () => { this.isSending = false; }, { signal });
    document.addEventListener("click", (event) => this.fill(event), { signal });
    if (this.text.autofocus) this.text.focus();
  }

  disconnectedCallback() { this.leaving.abort(); }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (this.text.value.trim()) this.form.requestSubmit(this.querySelector(".send:not([data-stop])") ?? undefined);
  }

  check(event) {
    if (event.submitter?.matches("[data-stop]") || event.detail?.elt?.matches?.("[data-stop]")) return;
    const limit = Number(this.form.dataset.limit), length = this.text.value.trim().length;
    if (length > limit) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const number = new Intl.NumberFormat();
      this.say(`That is ${number.format(length)} characters; a message can have ${number.format(limit)}. Shorten it a little.`);
    } else if (event.type === "submit" && !this.form.hasAttribute("hx-post")) {
      if (this.isSending) event.preventDefault();
      this.isSending = true;
    }
  }

  // The box is free for the next message at once; what did not arrive comes back.
  sending(event) {
    if (event.detail.elt !== this.form) return;
    this.sent = this.text.value;
    this.text.value = "";
  }

  unsent(event) {
    if (event.detail.elt !== this.form) return;
    this.text.value = [this.sent, this.text.value].filter(Boolean).join("\n");
    this.say("It could not be sent. Check your connection and send it again.");
  }

  say(sentence) { this.querySelector(".refused").textContent = sentence; }

  fill(event) {
    const chip = event.target.closest("[data-fill]");
    if (!chip) return;
    event.preventDefault();
    this.text.value = chip.dataset.fill;
    this.text.focus();
  }
});
