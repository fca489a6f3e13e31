// Dialogs, tabs, steppers, ticket totals, countdowns, toasts and busy buttons. Everything listens at the document and works from
// data- attributes, so what htmx swaps in needs no start and what it swaps out needs no stop.
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // <button data-dialog="id"> opens <dialog id="id">; [data-close] inside or a click beside it closes.
  addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
    if (event.target.closest("[data-close]") || event.target.matches("dialog.dialog")) event.target.closest("dialog")?.close();
  });

  // <div role="tablist"> of <button role="tab" aria-controls="panel">: arrows move, Home and End jump.
  const selectTab = (chosen) => all('[role="tab"]', chosen.closest('[role="tablist"]')).forEach((tab) => {
    const isChosen = tab === chosen;
    tab.setAttribute("aria-selected", isChosen);
    tab.tabIndex = isChosen ? 0 : -1;
    const panel = document.getElementById(tab.getAttribute("aria-controls"));
    if (panel) panel.hidden = !isChosen;
  });
  addEventListener("click", (event) => { const tab = event.target.closest('[role="tab"]'); if (tab) selectTab(tab); });
  addEventListener("keydown", (event) => {
    const tab = event.target.closest?.('[role="tab"]');
    if (!tab) return;
    const tabs = all('[role="tab"]', tab.closest('[role="tablist"]')), place = tabs.indexOf(tab);
    const next = { ArrowRight: tabs[(place + 1) % tabs.length], ArrowLeft: tabs.at(place - 1), Home: tabs[0], End: tabs.at(-1) }[event.key];
    if (next) { event.preventDefault(); selectTab(next); next.focus(); }
  });

  // <div class="stepper" data-min="0" data-max="10" data-step="1"><button>less</button><input><button>more</button></div>
  const setStepper = (stepper, wanted) => {
    const input = one("input", stepper), [less, more] = all("button", stepper);
    const min = Number(stepper.dataset.min ?? 0), max = Number(stepper.dataset.max ?? 10), step = Number(stepper.dataset.step ?? 1);
    const value = Math.max(min, Math.min(max, wanted));
    input.value = value;
    input.setAttribute("value", value); // CSS and the next page cache read the attribute
    less.disabled = value <= min;
    more.disabled = value + step > max;
    stepper.dispatchEvent(new CustomEvent("step", { bubbles: true }));
  };
  addEventListener("click", (event) => {
    const button = event.target.closest(".stepper button");
    if (!button) return;
    const stepper = button.closest(".stepper"), step = Number(stepper.dataset.step ?? 1);
    const direction = button === one("button", stepper) ? -1 : 1;
    setStepper(stepper, Number(one("input", stepper).value) + direction * step);
  });
  addEventListener("change", (event) => {
    const stepper = event.target.closest(".stepper");
    if (stepper) setStepper(stepper, Number(event.target.value) || 0);
  });

  // <form data-currency="EUR" data-locale="pt-PT"> with [data-price] rows; <output data-total="From €20"> and [data-count] show the sum.
  addEventListener("step", (event) => {
    const frame = event.target.closest("[data-currency]");
    if (!frame) return;
    let sum = 0, count = 0;
    all("[data-price]", frame).forEach((row) => {
      const quantity = Number(one(".stepper input", row)?.value ?? 0);
      sum += quantity * Number(row.dataset.price);
      count += quantity;
    });
    const total = new Intl.NumberFormat(frame.dataset.locale, { style: "currency", currency: frame.dataset.currency }).format(sum);
    all("[data-total]").forEach((output) => { output.textContent = count ? total : output.dataset.total; });
    all("[data-count]").forEach((output) => { output.textContent = count ? `${count} ${count === 1 ? "ticket" : "tickets"}` : output.dataset.count; });
  });

  // <div class="toasts" id="toasts">: toast("Saved"), <button data-toast="Saved">, or a "toast" event (HX-Trigger) with {text}.
  const toast = (text) => {
    const item = document.createElement("div"), line = document.createElement("p");
    item.className = "toast";
    line.textContent = text;
    item.append(line);
    one("#toasts")?.append(item);
  };
  window.toast = toast;
  addEventListener("toast", (event) => toast(event.detail?.text ?? event.detail?.value ?? ""));
  addEventListener("click", (event) => {
    const button = event.target.closest("[data-toast]");
    if (button) toast(button.dataset.toast);
    event.target.closest("[data-dismiss]")?.closest(".toast, .alert")?.remove();
  });

  // <time data-countdown="540" data-warning="Two minutes left"> counts seconds down, warns once at two minutes, and at zero fires "countdown-end".
  const ends = new WeakMap(), warned = new WeakSet(), born = new WeakMap();
  const count = (clock, now) => {
    if (!ends.has(clock)) ends.set(clock, now + Number(clock.dataset.countdown) * 1000);
    const left = Math.max(0, Math.round((ends.get(clock) - now) / 1000));
    const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (clock.textContent === text) return;
    clock.textContent = text;
    if (left <= 120 && left > 0 && !warned.has(clock)) {
      warned.add(clock);
      clock.closest(".hold")?.setAttribute("data-low", "");
      toast(clock.dataset.warning ?? "Two minutes left to finish your order.");
    }
    if (!left) clock.dispatchEvent(new CustomEvent("countdown-end", { bubbles: true }));
  };
  const age = (item, now) => {
    if (!born.has(item) || item.matches(":hover, :focus-within")) born.set(item, now);
    if (now - born.get(item) > (one("form", item) ? 20000 : 6000)) item.remove();
  };
  const tick = () => {
    const now = Date.now();
    all("[data-countdown]").forEach((clock) => count(clock, now));
    all(".toast").forEach((item) => age(item, now));
  };
  tick();
  setInterval(tick, 1000);

  // A submitted form's button is busy until the answer comes; a download never answers, so it is given back after a while.
  addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.defaultPrevented || !button || event.target.method === "dialog") return;
    setTimeout(() => button.setAttribute("aria-busy", "true"));
    setTimeout(() => button.removeAttribute("aria-busy"), 8000);
  });
  addEventListener("pageshow", () => all('button[aria-busy="true"]').forEach((button) => button.removeAttribute("aria-busy")));
})();
