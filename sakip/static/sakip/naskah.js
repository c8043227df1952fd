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
await import("./kisi/kisi.js"); // only now, as it looks for its cells at once
selaras();
