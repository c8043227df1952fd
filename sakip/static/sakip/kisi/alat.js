// Small helpers for the page.
export const satu = (pilih, dari = document) => dari.querySelector(pilih);
export const semua = (pilih, dari = document) => [...dari.querySelectorAll(pilih)];
export const buat = (nama, sifat = {}, ...anak) => {
  const el = document.createElement(nama);
  for (const [kunci, nilai] of Object.entries(sifat)) el.setAttribute(kunci, nilai);
  el.append(...anak);
  return el;
};
export const tombol = (teks, aksi, kelas = "tombol kecil") => {
  const el = buat("button", { type: "button", class: kelas }, teks);
  el.addEventListener("click", aksi);
  return el;
};
export const bisa = (el) => !el.readOnly && !el.disabled;
export const json = (teks) => {
  try {
    return JSON.parse(teks);
  } catch {
    return null;
  }
};
