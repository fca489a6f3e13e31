// <visitor-time start="2027-06-12T20:30-05:00" zone="America/Chicago" locale="en"></visitor-time>
// The same moment on the visitor's own clock, where that is another one. Loaded in <head> without defer: the element is filled
// while the page is parsed, so that nothing moves afterwards.
customElements.define("visitor-time", class extends HTMLElement {
  connectedCallback() {
    const start = new Date(this.getAttribute("start")), locale = this.getAttribute("locale");
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const look = { weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" };
    const there = new Intl.DateTimeFormat(locale, { ...look, timeZone: this.getAttribute("zone") }).format(start);
    const here = new Intl.DateTimeFormat(locale, look).format(start);
    if (here !== there) this.textContent = `${here} your time (${(own ?? "UTC").split("/").at(-1).replaceAll("_", " ")})`;
  }
});
