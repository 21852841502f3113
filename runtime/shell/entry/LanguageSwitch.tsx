import Languages from "lucide-react/icons/languages";
import { useTranslation } from "react-i18next";
import { nearestLanguage } from "#shared/ui/i18n.ts";
import { Button } from "#shared/ui/Button.tsx";

/** Before signing in: the other of the two languages, in its own words. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation("shell");
  const other = nearestLanguage(i18n.language) === "en" ? "zh-CN" : "en";
  return <Button look="subtle" icon={<Languages />} lang={other} onClick={() => void i18n.changeLanguage(other)}>{t(`languageName.${other}`)}</Button>;
}
