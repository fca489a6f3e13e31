// <share-sheet url="https://…" title="Latency"><button popovertarget="share">Share</button> … </share-sheet>
// Opens the device's own sheet where there is one; else the button opens the popover it names, as it does without this script.
customElements.define("share-sheet", class extends HTMLElement {
  connectedCallback() {
    const shared = { url: this.getAttribute("url"), title: this.getAttribute("title") };
    if (!navigator.share || !matchMedia("(pointer: coarse)").matches) return;
    this.querySelector("button").addEventListener("click", (event) => {
      event.preventDefault();
      navigator.share(shared).catch(() => {}); // closed without a choice
    });
  }
});
