// Shows the times in the zone of whoever looks, where the address names none. Without it, "Change time zone" does the same.
(function () {
  var own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!own || own === document.currentScript.dataset.zone) return;
  var query = new URLSearchParams(location.search);
  query.set('zone', own);
  location.replace(location.pathname + '?' + query + location.hash);
})();
