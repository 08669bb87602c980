// Boxes that hold only so much: near the end each says how much is left, and what is too long is not
// sent, so that nothing of it is cut. Without script the server says so, and gives it back.
"use strict";

const NEAR = 0.1;
// Milliseconds after the last key before it is announced, so that nobody is interrupted at each.
const PAUSE = 1_000;

function counted(box) {
  const { longest, left, over } = box.dataset;
  const shown = document.createElement("p"), told = document.createElement("p");
  shown.className = "left";
  shown.setAttribute("aria-hidden", "true");
  told.className = "unseen";
  told.setAttribute("role", "status");
  box.after(shown, told);
  let announcing;

  // Counted as the server counts: by characters, without what stands empty around them.
  const rest = () => longest - [...box.value.trim().normalize("NFC")].length;
  const tell = () => { told.textContent = shown.textContent; };

  function show() {
    const isOver = rest() < 0;
    shown.textContent = rest() > longest * NEAR ? ""
      : (isOver ? over : left).replace("{count}", Math.abs(rest()));
    shown.classList.toggle("over", isOver);
    clearTimeout(announcing);
    announcing = setTimeout(tell, PAUSE);
  }

  box.addEventListener("input", () => {
    show();
    if (rest() >= 0) box.removeAttribute("aria-invalid");
  });
  box.form.addEventListener("submit", (event) => {
    if (rest() >= 0) return;
    event.preventDefault();
    box.setAttribute("aria-invalid", "true");
    box.focus();
    tell();
  });
  show();
}

document.querySelectorAll("[data-longest]").forEach(counted);
