// <live-offer src="/event/availability/"><div id="offer">…</div></live-offer>
// Keeps what is on offer true while the page is open: asks when it comes back into view and every twenty seconds while it is
// seen. The browser's cache turns an unchanged answer into a 304. What was chosen stays chosen, as far as it can be had.
const PAUSE = 20_000;

customElements.define("live-offer", class extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    document.addEventListener("visibilitychange", () => this.look(), { signal });
    addEventListener("focus", () => this.look(), { signal });
    this.timer = setInterval(() => this.look(), PAUSE);
  }

  disconnectedCallback() {
    this.leaving.abort();
    clearInterval(this.timer);
  }

  async look() {
    if (document.hidden || this.isLooking || this.closest("form")?.matches(".htmx-request")) return;
    this.isLooking = true;
    try {
      const answer = await fetch(this.getAttribute("src"), { cache: "no-cache", signal: this.leaving.signal });
      if (answer.ok) this.show(await answer.text());
    } catch { /* offline: what stands there is the last we know */ }
    this.isLooking = false;
  }

  show(html) {
    this.last ??= this.normal(this.firstElementChild.outerHTML);
    if (this.normal(html) === this.last) return;
    this.last = this.normal(html);
    const fresh = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
    const focused = document.activeElement?.closest(".ticket-option") && this.contains(document.activeElement) ? this.path(document.activeElement) : null;
    const chosen = [...this.querySelectorAll("input[name]")].map((input) => [input.name, Number(input.value)]);
    this.replaceChildren(fresh);
    for (const [name, wanted] of chosen.filter(([, count]) => count)) {
      const input = this.querySelector(`input[name="${CSS.escape(name)}"]`);
      if (!input) { window.toast?.("A ticket you had chosen is no longer on sale."); continue; }
      if (wanted > Number(input.max)) window.toast?.(`Only ${input.max} left of what you had chosen.`);
      input.value = wanted;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (focused) this.querySelector(focused)?.focus({ preventScroll: true });
    globalThis.htmx?.process(this);
  }

  // Steppers change attributes as they are used, so the first comparison leaves those out.
  normal(html) { return html.replace(/\s(?:value|disabled|aria-busy)(?:="[^"]*")?/g, "").replace(/\s+/g, " ").replace(/<(small|output)[^>]*>[^<]*/g, "").trim(); }

  path(element) {
    const row = element.closest(".ticket-option").querySelector("h3").id;
    return `.ticket-option:has(#${CSS.escape(row)}) ${element.name ? "input" : `button[aria-label="${element.getAttribute("aria-label")}"]`}`;
  }
});
