import { useTranslation } from "react-i18next";
import { ApiError } from "#runtime/data/client.ts";

/** Says why a request did not do what it asked for: the server's words, or that no answer came. */
export function useFailureText(): (failure: unknown) => string {
  const { t } = useTranslation("studio");
  return (failure) => {
    if (failure instanceof ApiError && failure.status === 0) return t("failure.offline");
    return failure instanceof Error && failure.message !== "" ? failure.message : t("failure.other");
  };
}
