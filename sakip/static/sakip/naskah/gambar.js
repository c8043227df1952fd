// A picture in the editor: a block with its caption and its alternative text, which may be changed in place.
import { Node } from "../../django_prose_editor/editor.js";
import { buat, json, satu } from "../kisi/alat.js";
import { kue } from "../kisi/kirim.js";

const GAGAL = "Gambar belum terkirim. Periksa jaringan, lalu unggah lagi; yang Anda ketik tetap ada.";
const isian = (label, nilai, simpan) => {
  const kotak = buat("input", { type: "text", maxlength: "500" });
  kotak.value = nilai;
  kotak.addEventListener("change", () => simpan(kotak.value.trim()));
  const wadah = buat("label", {});
  wadah.append(label, kotak);
  return [wadah, kotak];
};

export const Gambar = Node.create({
  name: "gambar",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: () => ({ alamat: "", simpan: () => {} }),
  addAttributes: () => ({
    sidik: { default: "", parseHTML: (el) => el.dataset.gambar, renderHTML: ({ sidik }) => ({ "data-gambar": sidik }) },
    alt: { default: "", parseHTML: (el) => el.getAttribute("alt") || "" },
    title: { default: "", parseHTML: (el) => el.getAttribute("title") || "" },
  }),
  parseHTML: () => [{ tag: "img[data-gambar]" }],
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
  renderText: ({ node }) => node.attrs.title || node.attrs.alt,
  addNodeView() {
    return ({ node, editor, getPos }) => {
      let kini = node;
      const dom = buat("figure", { class: "lukisan" });
      dom.contentEditable = "false";
      const img = buat("img", { src: this.options.alamat.replace("SIDIK", kini.attrs.sidik), alt: kini.attrs.alt });
      img.addEventListener("error", () => img.replaceWith(buat("p", { class: "galat" }, "Gambar tidak ditemukan. Unggah gambarnya lagi.")));
      const ubah = (nama) => (nilai) => {
        editor.commands.command(({ tr }) => Boolean(tr.setNodeAttribute(getPos(), nama, nilai)));
        this.options.simpan();
      };
      const [keterangan, judul] = isian("Keterangan", kini.attrs.title, ubah("title"));
      const [alternatif, alt] = isian("Teks alternatif", kini.attrs.alt, ubah("alt"));
      alt.required = true;
      dom.append(img, keterangan, alternatif);
      return {
        dom,
        update: (baru) => {
          if (baru.type !== kini.type || baru.attrs.sidik !== kini.attrs.sidik) return false;
          kini = baru;
          [judul.value, alt.value, img.alt] = [baru.attrs.title, baru.attrs.alt, baru.attrs.alt];
          return true;
        },
        stopEvent: (e) => e.target === judul || e.target === alt,
        ignoreMutation: () => true,
      };
    };
  },
});

// The form beside the editor: its picture comes to where the caret stands.
export const pasangUnggah = (formulir, penyunting) => {
  const galat = satu("[data-galat]", formulir);
  const tombol = satu("button", formulir);
  formulir.addEventListener("submit", async (e) => {
    e.preventDefault();
    const isi = new FormData(formulir);
    galat.textContent = "";
    tombol.disabled = true;
    try {
      const jawab = await fetch(formulir.action, { method: "POST", body: isi, headers: { "X-CSRFToken": kue(), Accept: "application/json" } });
      const hasil = json(await jawab.text());
      if (!jawab.ok || !hasil?.sidik) {
        galat.textContent = hasil?.pesan || GAGAL;
        return;
      }
      const attrs = { sidik: hasil.sidik, alt: isi.get("alt").trim(), title: isi.get("keterangan").trim() };
      penyunting.chain().focus().insertContent({ type: "gambar", attrs }).run();
      formulir.reset();
      formulir.closest("details").open = false;
    } catch {
      galat.textContent = GAGAL;
    } finally {
      tombol.disabled = false;
    }
  });
};
