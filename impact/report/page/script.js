(function () {
  "use strict";
  document.documentElement.classList.add("js");
  function open(id) {
    var card = id && document.getElementById(id);
    if (card && card.tagName === "DETAILS") { card.open = true; card.scrollIntoView({ block: "nearest" }); return card; }
    return null;
  }
  window.addEventListener("hashchange", function () { open(decodeURIComponent(location.hash.slice(1))); });
  open(decodeURIComponent(location.hash.slice(1)));
  document.addEventListener("click", function (event) {
    var mark = event.target.closest && event.target.closest("mark[data-card]");
    if (!mark || String(getSelection())) return;
    location.hash = mark.dataset.card.split(" ").pop();
  });
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = Array.prototype.filter.call(document.querySelectorAll("details.card"), function (card) { return !card.open; });
    closed.forEach(function (card) { card.open = true; });
  });
  window.addEventListener("afterprint", function () { closed.forEach(function (card) { card.open = false; }); });
})();
