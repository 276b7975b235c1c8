// Inside a frame: tells the page around it how high this page is. Without it the frame scrolls.
(function () {
  if (window.parent === window) return;
  function tell() {
    window.parent.postMessage({ throughline: 'height', height: Math.ceil(document.body.getBoundingClientRect().height) + 2 }, '*');
  }
  new ResizeObserver(tell).observe(document.body);
  tell();
})();
