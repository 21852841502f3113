import { RATES } from "./rates.ts";
import { ref, type Sample } from "./rows.ts";

export interface Person {
  key: string;
  name: string;
  job: "executive" | "director" | "regional" | "sales" | "marketing" | "service" | "product" | "purchasing" | "desk" | "finance" | "compensation";
  department: string;
  manager: string | null;
  region: string | null;
  level: string;
  /** Days before the installation. */
  hired: number;
  active: boolean;
}

const DEPARTMENTS = [
  ["d.office", "总经办", null], ["d.sales", "营销中心", "d.office"], ["d.east", "华东区", "d.sales"], ["d.north", "华北区", "d.sales"], ["d.south", "华南区", "d.sales"],
  ["d.west", "西部区", "d.sales"], ["d.overseas", "海外区", "d.sales"], ["d.marketing", "市场部", "d.office"], ["d.product", "产品部", "d.office"], ["d.service", "客服部", "d.office"],
  ["d.supply", "供应链", "d.office"], ["d.finance", "财务部", "d.office"], ["d.people", "人力资源", "d.office"],
] as const;

const REGIONS = [
  ["r.china", "CN", "中国", null, ""], ["r.east", "CN-E", "华东", "r.china", "江苏|浙江|上海|安徽"], ["r.north", "CN-N", "华北", "r.china", "北京|天津|河北|山东"],
  ["r.south", "CN-S", "华南", "r.china", "广东|广西|福建|海南"], ["r.west", "CN-W", "西部", "r.china", "四川|重庆|陕西|云南"],
  ["r.overseas", "OS", "海外", null, ""], ["r.singapore", "SG", "新加坡", "r.overseas", ""], ["r.malaysia", "MY", "马来西亚", "r.overseas", ""],
] as const;

// key, name, mail, job, department, manager, region, level, hired (days ago), still here
const PEOPLE: readonly (readonly [string, string, string, Person["job"], string, string | null, string | null, string, number, boolean])[] = [
  ["u.shen", "沈国梁", "shen.guoliang", "executive", "d.office", null, null, "m5", 3800, true],
  ["u.tan", "谭雅文", "tan.yawen", "executive", "d.office", "u.shen", null, "m5", 3100, true],
  ["u.gao", "高志远", "gao.zhiyuan", "director", "d.sales", "u.shen", null, "m4", 2600, true],
  ["u.xu", "徐明慧", "xu.minghui", "regional", "d.east", "u.gao", "r.east", "m3", 2200, true],
  ["u.han", "韩东", "han.dong", "regional", "d.north", "u.gao", "r.north", "m3", 1900, true],
  ["u.luo", "罗晓琳", "luo.xiaolin", "regional", "d.south", "u.gao", "r.south", "m3", 1700, true],
  ["u.ma", "马腾飞", "ma.tengfei", "regional", "d.west", "u.gao", "r.west", "m3", 1500, true],
  ["u.lim", "Grace Lim", "grace.lim", "regional", "d.overseas", "u.gao", "r.singapore", "m3", 1300, true],
  ["u.lina", "李娜", "li.na", "sales", "d.east", "u.xu", "r.east", "m2", 1600, true],
  ["u.zhouyang", "周扬", "zhou.yang", "sales", "d.east", "u.xu", "r.east", "m2", 1100, true],
  ["u.chenchen", "陈晨", "chen.chen", "sales", "d.east", "u.xu", "r.east", "m1", 520, true],
  ["u.wanglei", "王磊", "wang.lei", "sales", "d.north", "u.han", "r.north", "m2", 1250, true],
  ["u.sunyue", "孙悦", "sun.yue", "sales", "d.north", "u.han", "r.north", "m1", 700, true],
  ["u.hewei", "何伟", "he.wei", "sales", "d.south", "u.luo", "r.south", "m2", 980, true],
  ["u.liangjing", "梁静", "liang.jing", "sales", "d.south", "u.luo", "r.south", "m1", 400, true],
  ["u.yangfan", "杨帆", "yang.fan", "sales", "d.west", "u.ma", "r.west", "m1", 620, true],
  ["u.dengjia", "邓佳", "deng.jia", "sales", "d.west", "u.ma", "r.west", "m1", 60, true],
  ["u.priya", "Priya Raman", "priya.raman", "sales", "d.overseas", "u.lim", "r.singapore", "m2", 800, true],
  ["u.amir", "Amir Hassan", "amir.hassan", "sales", "d.overseas", "u.lim", "r.malaysia", "m1", 450, true],
  ["u.fangkai", "方凯", "fang.kai", "sales", "d.east", "u.xu", "r.east", "m2", 2000, false],
  ["u.songyan", "宋妍", "song.yan", "marketing", "d.marketing", "u.tan", null, "m3", 1400, true],
  ["u.peter", "Peter Zhang", "peter.zhang", "marketing", "d.marketing", "u.songyan", null, "m1", 600, true],
  ["u.jiaqi", "贾琪", "jia.qi", "marketing", "d.marketing", "u.songyan", null, "m1", 330, true],
  ["u.wubin", "吴斌", "wu.bin", "service", "d.service", "u.tan", null, "m3", 1800, true],
  ["u.caiting", "蔡婷", "cai.ting", "service", "d.service", "u.wubin", "r.east", "m1", 900, true],
  ["u.dingle", "丁乐", "ding.le", "service", "d.service", "u.wubin", "r.north", "m1", 640, true],
  ["u.moli", "莫莉", "mo.li", "service", "d.service", "u.wubin", "r.south", "m1", 310, true],
  ["u.qinhao", "秦昊", "qin.hao", "product", "d.product", "u.tan", null, "m3", 1700, true],
  ["u.ruan", "阮清", "ruan.qing", "product", "d.product", "u.qinhao", null, "m1", 480, true],
  ["u.xiong", "熊建国", "xiong.jianguo", "purchasing", "d.supply", "u.tan", null, "m2", 2100, true],
  ["u.fuyan", "傅燕", "fu.yan", "desk", "d.supply", "u.xiong", null, "m1", 1200, true],
  ["u.bailu", "白露", "bai.lu", "desk", "d.supply", "u.xiong", null, "m1", 560, true],
  ["u.zhenghui", "郑慧", "zheng.hui", "finance", "d.finance", "u.shen", null, "m3", 2300, true],
  ["u.kangning", "康宁", "kang.ning", "finance", "d.finance", "u.zhenghui", null, "m1", 740, true],
  ["u.yuexin", "岳欣", "yue.xin", "compensation", "d.people", "u.shen", null, "m2", 1000, true],
];

/** The role that goes with a job: sample people are members, though they don't sign in. */
const ROLE_OF: Readonly<Record<Person["job"], string>> = {
  executive: "executive", director: "sales_manager", regional: "sales_manager", sales: "sales_rep", marketing: "marketing", service: "service",
  product: "product_manager", purchasing: "purchasing", desk: "order_desk", finance: "finance", compensation: "compensation_admin",
};

export const people: readonly Person[] = PEOPLE.map(([key, name, , job, department, manager, region, level, hired, active]) => ({ key, name, job, department, manager, region, level, hired, active }));
export const sellers = people.filter((person) => person.job === "sales" && person.active);

/** Departments, regions, people: what every other row leans on. */
export function addPeople(sample: Sample): void {
  const heads: Record<string, string> = { "d.office": "u.shen", "d.sales": "u.gao", "d.east": "u.xu", "d.north": "u.han", "d.south": "u.luo", "d.west": "u.ma", "d.overseas": "u.lim", "d.marketing": "u.songyan", "d.product": "u.qinhao", "d.service": "u.wubin", "d.supply": "u.xiong", "d.finance": "u.zhenghui", "d.people": "u.yuexin" };
  for (const [key, name, parent] of DEPARTMENTS) sample.add("base", "department", { $key: key, name, parent: ref(parent), head: ref(heads[key]) });
  const managers: Record<string, string> = { "r.east": "u.xu", "r.north": "u.han", "r.south": "u.luo", "r.west": "u.ma", "r.overseas": "u.lim", "r.singapore": "u.lim" };
  for (const [key, code, name, parent, provinces] of REGIONS) sample.add("base", "region", { $key: key, code, name, parent: ref(parent), manager: ref(managers[key]), provinces });
  for (const [index, [key, name, mail, job, department, manager, region, level, hired, active]] of PEOPLE.entries()) {
    sample.add("base", "user", {
      $key: key, name, email: `${mail}@example.com`, manager: ref(manager), department: ref(department), active, language: /^[A-Z]/.test(name) ? "en" : "zh-CN",
      $roles: ROLE_OF[job], employee_no: `LH${String(1001 + index)}`, region: ref(region), job_level: level, hired_on: `D-${hired}`,
    });
  }
  const teams = [["t.east", "华东销售组", ["u.xu", "u.lina", "u.zhouyang", "u.chenchen"]], ["t.north", "华北销售组", ["u.han", "u.wanglei", "u.sunyue"]], ["t.key", "大客户项目组", ["u.gao", "u.lina", "u.wanglei", "u.qinhao"]]] as const;
  for (const [key, name, members] of teams) sample.add("base", "team", { $key: key, name, members: members.map((member) => `@${member}`).join("|") });
  for (const { currency, back, rate } of RATES) sample.add("base", "exchange_rate", { $key: `fx.${currency}.${back}`, currency, valid_from: `D-${back}`, rate });
}
