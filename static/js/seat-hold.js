// <seat-hold> around the running clock and what to show, hidden, when it has run out. js/ui.js counts and says when.
customElements.define("seat-hold", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("countdown-end", () => {
      const [running, ended] = this.children;
      running.hidden = true;
      ended.hidden = false;
    }, { once: true });
  }
});
