// <time-left until="2027-06-12T20:30-05:00"><strong>12 days</strong> <span>until it starts</span></time-left>
// Counts in the two largest units and, at the end, asks for the page again. Without it the number is the server's.
const UNITS = [["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];

customElements.define("time-left", class extends HTMLElement {
  connectedCallback() {
    this.end = Date.parse(this.getAttribute("until"));
    this.show();
    this.timer = setInterval(() => this.show(), 1000);
  }

  disconnectedCallback() { clearInterval(this.timer); }

  show() {
    let left = Math.ceil((this.end - Date.now()) / 1000);
    if (left <= 0) { clearInterval(this.timer); return; }
    const first = Math.max(0, UNITS.findIndex(([, length]) => left >= length));
    const words = [];
    for (const [unit, length] of UNITS.slice(first, first + 2)) {
      const count = Math.floor(left / length);
      left -= count * length;
      if (count || !words.length) words.push(`${count} ${unit}${count === 1 ? "" : "s"}`);
    }
    const text = words.join(" "), place = this.querySelector("strong");
    if (place.textContent !== text) place.textContent = text;
  }
});
