import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Logo } from "#shared/ui/Logo.tsx";
import { useColorScheme, useComputedColorScheme } from "#shared/ui/scheme.ts";
import { SegmentedControl } from "#shared/ui/SegmentedControl.tsx";
import { Data } from "./data.tsx";
import { Fields } from "./fields.tsx";
import { Floats } from "./floats.tsx";
import css from "./gallery.module.css";
import { samples } from "./samples.ts";
import { States } from "./states.tsx";

/** Every component of the kit, with the two switches that change them all. */
export function Gallery() {
  const { i18n } = useTranslation("ui");
  const { setColorScheme } = useColorScheme();
  const scheme = useComputedColorScheme();
  const [page, setPage] = useState<"data" | "fields" | "floats" | "states">("data");
  const chinese = i18n.language.startsWith("zh");
  const said = samples(chinese);
  return (
    <div className={css.page}>
      <header className={css.bar}>
        <Logo label="Tangram" />
        <h1 className={css.title}>{said.say("Gallery", "组件")}</h1>
        <span className={css.switches}>
          <SegmentedControl aria-label="language" value={chinese ? "zh-CN" : "en"} onChange={(language) => void i18n.changeLanguage(language)} segments={[{ value: "en", label: "English" }, { value: "zh-CN", label: "中文" }]} />
          <SegmentedControl aria-label="scheme" value={scheme} onChange={setColorScheme} segments={[{ value: "light", label: said.say("Light", "浅色") }, { value: "dark", label: said.say("Dark", "深色") }]} />
        </span>
      </header>
      <nav className={css.tools}>
        <SegmentedControl aria-label="page" value={page} onChange={setPage} segments={[{ value: "data", label: "Data" }, { value: "fields", label: "Fields" }, { value: "floats", label: "Floats" }, { value: "states", label: "States" }]} />
      </nav>
      <main className={css.main}>
        {page === "data" && <Data said={said} />}
        {page === "fields" && <Fields said={said} key={i18n.language} />}
        {page === "floats" && <Floats said={said} />}
        {page === "states" && <States said={said} />}
      </main>
    </div>
  );
}
