// Naskah: the rich editor over each text; where it cannot be had, the Markdown stays as it is.
const lengkap = async () => {
  try {
    const { pasangPenyunting } = await import("./naskah/penyunting.js");
    return pasangPenyunting();
  } catch {
    const { pasangSisip } = await import("./naskah/sisip.js");
    pasangSisip();
    return () => {};
  }
};
const selaras = await lengkap();
// What somebody typed before all of it was there; the grid begins from the server's texts.
const terketik = [...document.querySelectorAll("textarea[data-kolom=teks]")].map((el) => [el, el.value, el.defaultValue]);
await import("./kisi/kisi.js"); // only now, as it looks for its cells at once
for (const [el, kini, awal] of terketik) {
  if (kini === awal) continue;
  el.value = kini;
  el.dispatchEvent(new Event("input", { bubbles: true }));
}
selaras();
