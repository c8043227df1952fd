// A file on its way shows how far it is, and cannot be sent twice; on any page, with a grid or without.
import { buat, json, satu, semua } from "./alat.js";
import { kue } from "./kirim.js";
import { bukaMasuk } from "./masuk_lagi.js";

const unggah = (formulir) => {
  const kirim = new XMLHttpRequest();
  const maju = buat("progress", { max: "1", "aria-label": "Kemajuan unggahan" });
  const pesan = satu("[role=alert]", formulir) || formulir.appendChild(buat("p", { role: "alert", class: "galat-isian" }));
  const tekan = semua("button, input[type=submit]", formulir).filter((t) => !t.disabled);
  const selesai = (kalimat) => {
    delete formulir.dataset.jalan;
    for (const t of tekan) t.disabled = false;
    maju.remove();
    pesan.textContent = kalimat;
  };
  kirim.upload.addEventListener("progress", (e) => e.lengthComputable && (maju.value = e.loaded / e.total));
  kirim.addEventListener("load", () => {
    if (kirim.status < 300) return location.assign(kirim.responseURL);
    const isi = json(kirim.responseText);
    if (kirim.status === 401) bukaMasuk();
    selesai((isi && isi.pesan) || "Berkas tidak dapat diterima. Coba lagi.");
  });
  kirim.addEventListener("error", () => selesai("Sambungan terputus; berkas belum terkirim. Coba lagi."));
  kirim.open("POST", formulir.action);
  kirim.setRequestHeader("Accept", "application/json");
  kirim.setRequestHeader("X-CSRFToken", kue());
  kirim.send(new FormData(formulir));
  formulir.dataset.jalan = "1";
  for (const t of tekan) t.disabled = true;
  pesan.textContent = "";
  pesan.before(maju);
};

// Captured: before sakip.js.
export const pasangUnggah = () => document.addEventListener("submit", (e) => {
  if (!e.target.matches("form[data-unggah]")) return;
  e.preventDefault();
  if (!e.target.dataset.jalan) unggah(e.target);
}, true);
