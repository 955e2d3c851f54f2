/* A printed QR code carries the card's code after "#", which no browser sends: put it in the field and drop it (A1). */
function take() {
  const field = document.querySelector('input[name="code"]');
  let code = location.hash.slice(1);
  if (!code) return;
  history.replaceState(null, "", location.pathname + location.search);
  try {
    code = decodeURIComponent(code);
  } catch {
    return;
  }
  if (field) field.value = code;
}

take();
addEventListener("hashchange", take);
