// ---- Data and library stand in the page compressed (deflate, base64): nothing is fetched, and the page is small enough to mail.

if (typeof DecompressionStream === "undefined") {
  document.querySelector(".verdict").append(" This browser is too old to draw the graph; the table below has every fact.");
  return;
}

// What stands in an element of the page: a little as it is, more of it compressed.
const inPage = (id) => JSON.parse(document.getElementById(id).textContent);
async function unpacked(packed) {
  const text = atob(packed),
    bytes = new Uint8Array(text.length);
  for (let n = 0; n < bytes.length; n++) bytes[n] = text.charCodeAt(n);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}
