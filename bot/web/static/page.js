// Leaving quickly also takes this page out of the way back.
document.querySelector(".exit").addEventListener("click", (event) => {
  event.preventDefault();
  document.body.hidden = true;
  location.replace(event.currentTarget.href);
});
