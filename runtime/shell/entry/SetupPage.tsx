import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import ArrowRight from "lucide-react/icons/arrow-right";
import Check from "lucide-react/icons/check";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, get, post } from "#runtime/data/client.ts";
import { forgetPerson } from "#runtime/data/session.ts";
import type { Setup, TemplateAnswer } from "#shared/api/workspaces.ts";
import { Button, ButtonLink } from "#shared/ui/Button.tsx";
import { nearestLanguage } from "#shared/ui/i18n.ts";
import { Note } from "#shared/ui/Note.tsx";
import { Switch } from "#shared/ui/Switch.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { RequestError } from "../ErrorPage.tsx";
import { EntryLayout } from "./EntryLayout.tsx";
import css from "./entry.module.css";
import { ModulePicker } from "./ModulePicker.tsx";
import { requestOf, startInput, WorkspaceForm } from "./WorkspaceForm.tsx";

interface SetupAnswer {
  needed: boolean;
  valid?: boolean;
  templates?: TemplateAnswer[];
}

/** `/setup?token=…`: the first visit. First the administrator, then the workspace; made together at the end. */
export function SetupPage() {
  const { t } = useTranslation("shell");
  const { token = "" } = useSearch({ from: "/setup" });
  const answer = useQuery({ queryKey: ["setup", token], queryFn: ({ signal }) => get<SetupAnswer>(`/api/setup?token=${encodeURIComponent(token)}`, { signal }), staleTime: Number.POSITIVE_INFINITY });
  if (answer.isError) return <EntryLayout title={t("setup.title")}><RequestError problem={answer.error} onRetry={() => void answer.refetch()} /></EntryLayout>;
  if (answer.data === undefined) return null;
  if (!answer.data.needed) return <EntryLayout title={t("setup.done")}><ButtonLink size="lg" look="primary" href="/">{t("signIn.do")}</ButtonLink></EntryLayout>;
  if (answer.data.valid !== true) return <EntryLayout title={t("setup.wrongLink")}><p className={css.lead}>{t("setup.waitingDetail")}</p></EntryLayout>;
  return <Wizard token={token} templates={answer.data.templates ?? []} />;
}

interface Person {
  name: string;
  email: string;
  password: string;
}

function Wizard({ token, templates }: { token: string; templates: readonly TemplateAnswer[] }) {
  const { t, i18n } = useTranslation("shell");
  const language = nearestLanguage(i18n.language);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [step, setStep] = useState<"person" | "modules">("person");
  const [person, setPerson] = useState<Person>({ name: "", email: "", password: "" });
  const [input, setInput] = useState(() => startInput(language));
  const [spare] = useState(() => `crm-${Math.random().toString(36).slice(2, 6)}`);
  const make = useMutation({
    mutationFn: () => post<{ workspace: { slug: string } }>("/api/setup", { token, ...person, language, workspace: requestOf(input, spare) } satisfies Setup),
    onSuccess: async ({ workspace }) => {
      await forgetPerson(client);
      await navigate({ to: "/w/$ws", params: { ws: workspace.slug }, replace: true });
    },
    onError: (failure) => {
      if (failure instanceof ApiError && PERSON_PATHS.some((path) => failure.at(path) !== undefined)) setStep("person");
    },
  });
  const failure = make.error instanceof ApiError ? make.error : null;
  const problem = (path: string): string | undefined => failure?.at(path);
  if (step === "person") {
    return <PersonStep person={person} onChange={setPerson} problem={problem} onNext={() => setStep("modules")} />;
  }
  const isNamed = input.name.trim() !== "";
  const hasShown = failure !== null && failure.problem.errors.some(({ path }) => ["/workspace/name", "/workspace/slug", "/workspace/currency"].includes(path));
  return (
    <EntryLayout
      wide
      title={t("setup.choose")}
      steps={<Steps at={2} />}
      aside={<WorkspaceForm input={input} templates={templates} spare={spare} onChange={(change) => setInput({ ...input, ...change })} problem={(path) => problem(`/workspace${path}`)} />}
      foot={
        <>
          <Switch checked={input.sampleData} onChange={(sampleData) => setInput({ ...input, sampleData })} label={t("setup.sample")} help={t("setup.sampleHelp")} />
          <span className={css.end}>
            <Button look="subtle" size="lg" onClick={() => setStep("person")}>{t("setup.back")}</Button>
            <Button look="primary" size="lg" iconEnd={<ArrowRight />} busy={make.isPending} disabledReason={isNamed ? undefined : t("workspace.nameMissing")} onClick={() => make.mutate()}>{t("setup.make")}</Button>
          </span>
        </>
      }
    >
      <p className={css.lead}>{t("setup.chooseDetail")}</p>
      {failure !== null && !hasShown && <Note tone="danger">{failure.problem.errors[0]?.message ?? failure.message}</Note>}
      <ModulePicker templates={templates} chosen={input.templates} onChange={(chosen) => setInput({ ...input, templates: chosen })} />
    </EntryLayout>
  );
}

const PERSON_PATHS = ["/name", "/email", "/password"];
const PASSWORD_MIN = 8;

interface PersonStepProps {
  person: Person;
  onChange: (person: Person) => void;
  problem: (path: string) => string | undefined;
  onNext: () => void;
}

function PersonStep({ person, onChange, problem, onNext }: PersonStepProps) {
  const { t } = useTranslation("shell");
  const [tried, setTried] = useState(false);
  const missing = {
    name: person.name.trim() === "" ? t("setup.nameMissing") : undefined,
    email: /^\S+@\S+$/.test(person.email.trim()) ? undefined : t("setup.emailMissing"),
    password: person.password.length >= PASSWORD_MIN ? undefined : t("setup.passwordShort", { min: PASSWORD_MIN }),
  };
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (Object.values(missing).every((message) => message === undefined)) onNext();
  }
  const errorOf = (key: keyof Person): string | undefined => (tried ? missing[key] : undefined) ?? problem(`/${key}`);
  return (
    <EntryLayout title={t("setup.title")} steps={<Steps at={1} />}>
      <p className={css.lead}>{t("setup.personDetail")}</p>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextInput label={t("setup.name")} required autoFocus name="name" autoComplete="name" value={person.name} onChange={(name) => onChange({ ...person, name })} error={errorOf("name")} />
        <TextInput label={t("signIn.email")} required type="email" name="email" autoComplete="username" value={person.email} onChange={(email) => onChange({ ...person, email })} error={errorOf("email")} />
        <TextInput label={t("signIn.password")} required type="password" name="password" autoComplete="new-password" value={person.password} onChange={(password) => onChange({ ...person, password })} help={t("account.passwordHelp")} error={errorOf("password")} />
        <div className={css.row}>
          <Button type="submit" look="primary" size="lg" iconEnd={<ArrowRight />}>{t("setup.next")}</Button>
        </div>
      </form>
    </EntryLayout>
  );
}

function Steps({ at }: { at: 1 | 2 }) {
  const { t } = useTranslation("shell");
  return (
    <ol className={css.steps} aria-label={t("setup.steps")}>
      {([1, 2] as const).map((step) => (
        <li key={step} className={css.step} aria-current={step === at ? "step" : undefined} data-done={step < at || undefined}>
          <span className={css.dot}>{step < at ? <Check aria-hidden="true" /> : step}</span>
          <span>{t(`setup.step${step}`)}</span>
        </li>
      ))}
    </ol>
  );
}
