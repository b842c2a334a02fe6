// "/" puts the cursor into the search box of the page, unless something is being typed.
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    var at = event.target;
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
    var box = document.querySelector('main input[type="search"], .tl-mast input[type="search"]');
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
