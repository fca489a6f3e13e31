// <page-editor><div id="editor">…</div></page-editor> around what is swapped whole: a click on a passage opens its form there, Escape
// closes it, Ctrl+Enter saves; what is written is saved after a pause; sections move by Alt+arrow and by dragging; the page stays
// where it was scrolled to and as wide as it was looked at.
const PAUSE = 1500;
const FIELDS = [["h1", "top-title"], [".lead", "top-tagline"], [".cta", "top-primary"], ["h2", "top-heading"]];

customElements.define("page-editor", class extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    const on = (kind, act, more) => this.addEventListener(kind, (event) => act(event), { signal: this.leaving.signal, ...more });
    on("click", (event) => this.press(event));
    on("submit", (event) => this.guard(event), { capture: true });
    on("keydown", (event) => this.key(event));
    on("input", (event) => this.typed(event));
    on("change", (event) => this.looked(event));
    on("dragstart", (event) => { this.held = event.target.closest("[data-move]"); });
    on("dragover", (event) => { if (this.held && event.target.closest("[data-move]")) event.preventDefault(); });
    on("drop", (event) => this.drop(event));
    on("htmx:beforeSwap", (event) => { if (event.detail.target.id === "editor") this.remember(); });
    on("htmx:beforeRequest", (event) => { if (event.target.matches("#section-form")) clearTimeout(this.waiting); });
    on("htmx:sendError", () => this.say("Offline. Not saved yet.", "unsaved"));
    document.body.addEventListener("htmx:afterSettle", () => this.recall(), { signal: this.leaving.signal });
    addEventListener("beforeunload", (event) => { if (this.waiting) event.preventDefault(); }, { signal: this.leaving.signal });
  }

  disconnectedCallback() {
    this.leaving.abort();
    clearTimeout(this.waiting);
  }

  press(event) {
    const width = event.target.closest("[data-device-set]"), dock = event.target.closest(".editor-dock button");
    const block = event.target.closest(".edit-block");
    if (width) {
      event.preventDefault();
      this.device = width.dataset.deviceSet;
      this.fit();
    } else if (dock) {
      this.unfold(dock);
    } else if (event.target.closest("[data-cancel]")) {
      event.preventDefault();
      this.close();
    } else if (block && !event.target.closest(".edit-tools")) {
      event.preventDefault();
      this.wanted = this.fieldOf(event.target);
      document.getElementById(block.dataset.edit)?.click();
    }
  }

  // The page on the desk is looked at, not used: nobody reserves a seat from here.
  guard(event) {
    if (event.target.closest(".edit-block") && !event.target.closest(".edit-tools")) { event.preventDefault(); event.stopPropagation(); }
  }

  fieldOf(passage) {
    for (const [selector, name] of FIELDS) if (passage.closest(selector)) return `[name="${name}"]`;
    const item = passage.closest("li, details, figure");
    if (item?.closest(".lp-section")) {
      const place = [...item.parentNode.children].filter((one) => one.tagName === item.tagName).indexOf(item);
      return `[name^="row-${place}-"]:not([type="hidden"])`;
    }
    return passage.closest(".prose, .words") ? '[name="top-body"], [name="top-text"], [name="top-directions"]' : "";
  }

  key(event) {
    const form = event.target.closest("#section-form"), grip = event.target.closest("[data-grip]");
    const isMod = event.ctrlKey || event.metaKey;
    if (event.key === "Escape" && this.querySelector("#section-form")) {
      this.close();
    } else if (form && event.key === "Enter" && isMod) {
      event.preventDefault();
      form.requestSubmit();
    } else if (grip && event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      this.step(grip.closest("[data-move]"), event.key === "ArrowUp" ? "up" : "down");
    } else if (isMod && event.key.toLowerCase() === "z" && !event.target.matches("input, textarea, select")) {
      event.preventDefault();
      this.querySelector(event.shiftKey ? "[data-redo]" : "[data-undo]").click();
    }
  }

  step(row, to) { this.send(row.dataset.move, { to }); }

  drop(event) {
    const target = event.target.closest("[data-move]");
    if (!this.held || !target || target === this.held) return;
    event.preventDefault();
    const isBelow = event.offsetY > target.offsetHeight / 2;
    const next = isBelow ? target.nextElementSibling : target;
    if (next !== this.held) this.send(this.held.dataset.move, next ? { before: next.dataset.section } : {});
    this.held = null;
  }

  send(url, values) { htmx.ajax("POST", url, { source: "#editor", target: "#editor", swap: "outerHTML show:none", values }); }

  // What was typed is saved before the form is closed, so closing loses nothing.
  async close() {
    const section = this.querySelector(".outline [data-current] a")?.id;
    const isStale = this.querySelector("#section-form .alert");
    if (this.waiting && !isStale) await this.save();
    clearTimeout(this.waiting);
    this.waiting = null;
    await htmx.ajax("GET", location.pathname, { source: "#editor", target: "#editor", select: "#editor", swap: "outerHTML show:none" });
    document.getElementById(section)?.focus();
  }

  typed(event) {
    if (!event.target.closest("#section-form")) return;
    this.say("Not saved yet", "unsaved");
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), PAUSE);
  }

  save() {
    const form = this.querySelector("#section-form");
    clearTimeout(this.waiting);
    this.waiting = null;
    if (!form) return Promise.resolve();
    this.say("Saving", "saving");
    return htmx.ajax("POST", form.action, { source: form, target: "#saved", swap: "outerHTML", values: { autosave: "1" } });
  }

  say(words, state) {
    const place = this.querySelector("#saved");
    if (place) { place.textContent = words; place.dataset.state = state; }
  }

  // A theme shows itself at once; the page follows as it was saved.
  looked(event) {
    const page = this.querySelector("#landing");
    if (event.target.name !== "preset" || !page) return;
    page.dataset.landingTheme = event.target.value;
    page.dataset.hero = this.querySelector("#hero-layout").value || event.target.dataset.hero;
  }

  unfold(chosen) {
    for (const button of this.querySelectorAll(".editor-dock button")) {
      const isOpen = button === chosen && button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", isOpen);
      document.getElementById(button.getAttribute("aria-controls")).toggleAttribute("data-open", isOpen);
    }
  }

  remember() {
    clearTimeout(this.waiting);
    this.waiting = null;
    this.scrolled = [...this.querySelectorAll(".editor-body > *")].map((part) => part.scrollTop);
  }

  recall() {
    if (!this.scrolled) return;
    [...this.querySelectorAll(".editor-body > *")].forEach((part, place) => { part.scrollTop = this.scrolled[place]; });
    this.scrolled = null;
    this.fit();
    const form = this.querySelector("#section-form");
    if (!form) return;
    const field = (this.wanted && form.querySelector(this.wanted)) || form.querySelector("[autofocus]");
    this.wanted = "";
    form.scrollIntoView({ block: "nearest" });
    field?.focus();
  }

  fit() {
    if (!this.device) return;
    this.querySelector("#canvas").dataset.device = this.device;
    for (const link of this.querySelectorAll("[data-device-set]")) {
      if (link.dataset.deviceSet === this.device) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
});
