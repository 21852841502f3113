import Binary from "lucide-react/icons/binary";
import Braces from "lucide-react/icons/braces";
import Building2 from "lucide-react/icons/building-2";
import Calendar from "lucide-react/icons/calendar";
import CalendarRange from "lucide-react/icons/calendar-range";
import CircleChevronDown from "lucide-react/icons/circle-chevron-down";
import CircleQuestionMark from "lucide-react/icons/circle-question-mark";
import Clock from "lucide-react/icons/clock";
import Coins from "lucide-react/icons/coins";
import DecimalsArrowRight from "lucide-react/icons/decimals-arrow-right";
import Folder from "lucide-react/icons/folder";
import Globe from "lucide-react/icons/globe";
import Hash from "lucide-react/icons/hash";
import History from "lucide-react/icons/history";
import Image from "lucide-react/icons/image";
import Link2 from "lucide-react/icons/link-2";
import ListChecks from "lucide-react/icons/list-checks";
import ListTree from "lucide-react/icons/list-tree";
import Mail from "lucide-react/icons/mail";
import PanelTop from "lucide-react/icons/panel-top";
import Paperclip from "lucide-react/icons/paperclip";
import Percent from "lucide-react/icons/percent";
import Phone from "lucide-react/icons/phone";
import Pilcrow from "lucide-react/icons/pilcrow";
import RectangleEllipsis from "lucide-react/icons/rectangle-ellipsis";
import Rows3 from "lucide-react/icons/rows-3";
import SquareCheck from "lucide-react/icons/square-check";
import SquareFunction from "lucide-react/icons/square-function";
import SquareKanban from "lucide-react/icons/square-kanban";
import SquareSplitHorizontal from "lucide-react/icons/square-split-horizontal";
import Star from "lucide-react/icons/star";
import Table from "lucide-react/icons/table";
import Table2 from "lucide-react/icons/table-2";
import TableRowsSplit from "lucide-react/icons/table-rows-split";
import Tags from "lucide-react/icons/tags";
import Text from "lucide-react/icons/text";
import TextCursorInput from "lucide-react/icons/text-cursor-input";
import Type from "lucide-react/icons/type";
import User from "lucide-react/icons/user";
import Users from "lucide-react/icons/users";
import UsersRound from "lucide-react/icons/users-round";
import Waypoints from "lucide-react/icons/waypoints";
import type { LucideIcon } from "lucide-react";

/** The icons that kinds name, so that only those are in the bundle. A test holds the list against the kinds. */
const ICONS: Readonly<Record<string, LucideIcon>> = {
  binary: Binary, braces: Braces, "building-2": Building2, calendar: Calendar, "calendar-range": CalendarRange, "circle-chevron-down": CircleChevronDown,
  clock: Clock, coins: Coins, "decimals-arrow-right": DecimalsArrowRight, folder: Folder, globe: Globe, hash: Hash, history: History, image: Image,
  "link-2": Link2, "list-checks": ListChecks, "list-tree": ListTree, mail: Mail, "panel-top": PanelTop, paperclip: Paperclip, percent: Percent,
  phone: Phone, pilcrow: Pilcrow, "rectangle-ellipsis": RectangleEllipsis, "rows-3": Rows3, "square-check": SquareCheck, "square-kanban": SquareKanban,
  "square-function": SquareFunction, "square-split-horizontal": SquareSplitHorizontal, star: Star, table: Table, "table-2": Table2, "table-rows-split": TableRowsSplit, tags: Tags,
  text: Text, "text-cursor-input": TextCursorInput, type: Type, user: User, users: Users, "users-round": UsersRound, waypoints: Waypoints,
};

/** The icon that a kind names (`FieldKind.icon`, `BlockKind.icon`, `ViewKind.icon`); a question mark for an unknown one. */
export function kindIcon(name: string | undefined): LucideIcon {
  return (name === undefined ? undefined : ICONS[name]) ?? CircleQuestionMark;
}

export const knownIcons: ReadonlySet<string> = new Set(Object.keys(ICONS));
