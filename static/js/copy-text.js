// <copy-text text="https://…"> or <copy-text from="id"> around a <button hidden>: shows the button, copies on a click and says so in a toast.
customElements.define("copy-text", class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (!navigator.clipboard || !button) return;
    button.hidden = false;
    button.onclick = async () => {
      const source = document.getElementById(this.getAttribute("from"));
      await navigator.clipboard.writeText(this.getAttribute("text") ?? source?.innerText ?? "");
      window.toast?.(this.getAttribute("said") ?? "Copied");
    };
  }
});
