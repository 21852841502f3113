import type { Random } from "./random.ts";
import { day, money, moment, ref, type Sample } from "./rows.ts";

export interface Product {
  key: string;
  code: string;
  name: string;
  type: "goods" | "virtual" | "service" | "project";
  unit: string;
  price: number;
  cost: number;
  tax: string;
  category: string;
  status: "active" | "phase_out";
  replacedBy?: string;
  stock?: "low" | "plenty";
}

const CATEGORIES = [
  ["pc.instruments", "10", "测量仪表", null], ["pc.pressure", "1010", "压力变送器", "pc.instruments"], ["pc.temperature", "1020", "温度变送器", "pc.instruments"], ["pc.flow", "1030", "流量计", "pc.instruments"],
  ["pc.control", "20", "控制与网关", null], ["pc.spares", "30", "备件", null], ["pc.cloud", "40", "云服务", null], ["pc.service", "50", "技术服务", null], ["pc.project", "60", "集成项目", null],
] as const;

// code, name, type, unit, list price, cost, tax, category, status, successor, stock
const LIST: readonly (readonly [string, string, Product["type"], string, number, number, string, string, Product["status"]?, string?, Product["stock"]?])[] = [
  ["PT100", "压力变送器 PT100", "goods", "piece", 980, 560, "13", "pc.pressure", "phase_out", "p.PT200"],
  ["PT200", "压力变送器 PT200", "goods", "piece", 1280, 640, "13", "pc.pressure", "active", undefined, "plenty"],
  ["PT200-EX", "防爆压力变送器 PT200-Ex", "goods", "piece", 1860, 980, "13", "pc.pressure", "active", undefined, "low"],
  ["PT300", "高精度压力变送器 PT300", "goods", "piece", 2650, 1320, "13", "pc.pressure", "active", undefined, "plenty"],
  ["TT80", "温度变送器 TT80", "goods", "piece", 520, 290, "13", "pc.temperature", "phase_out", "p.TT100"],
  ["TT100", "温度变送器 TT100", "goods", "piece", 690, 350, "13", "pc.temperature", "active", undefined, "plenty"],
  ["TT100-W", "无线温度变送器 TT100-W", "goods", "piece", 1150, 610, "13", "pc.temperature", "active", undefined, "plenty"],
  ["TT200", "多点温度采集器 TT200", "goods", "set", 3200, 1700, "13", "pc.temperature", "active", undefined, "plenty"],
  ["FM500-50", "电磁流量计 FM500 DN50", "goods", "piece", 4800, 2650, "13", "pc.flow", "active", undefined, "plenty"],
  ["FM500-100", "电磁流量计 FM500 DN100", "goods", "piece", 6900, 3800, "13", "pc.flow", "active", undefined, "low"],
  ["FM500-200", "电磁流量计 FM500 DN200", "goods", "piece", 11800, 6400, "13", "pc.flow", "active", undefined, "plenty"],
  ["FM800", "超声波流量计 FM800", "goods", "piece", 15600, 8300, "13", "pc.flow", "active", undefined, "plenty"],
  ["PLC8", "控制器 PLC8", "goods", "piece", 3600, 1950, "13", "pc.control", "active", undefined, "plenty"],
  ["PLC16", "控制器 PLC16", "goods", "piece", 5900, 3150, "13", "pc.control", "active", undefined, "plenty"],
  ["GW10", "边缘网关 GW10", "goods", "piece", 2200, 1050, "13", "pc.control", "active", undefined, "plenty"],
  ["GW20", "5G 边缘网关 GW20", "goods", "piece", 3400, 1850, "13", "pc.control", "active", undefined, "plenty"],
  ["UPS", "不间断电源 UPS 1kVA", "goods", "piece", 1350, 720, "13", "pc.control", "active", undefined, "plenty"],
  ["CAB", "控制柜 CAB（选配）", "goods", "set", 18000, 10500, "13", "pc.control", "active", undefined, "plenty"],
  ["HMI7", "7 寸触摸屏 HMI7", "goods", "piece", 1680, 920, "13", "pc.control", "active", undefined, "plenty"],
  ["KIT-P", "压力备件包", "goods", "box", 420, 210, "13", "pc.spares", "active", undefined, "low"],
  ["KIT-T", "温度备件包", "goods", "box", 280, 140, "13", "pc.spares", "active", undefined, "plenty"],
  ["KIT-F", "流量备件包", "goods", "box", 760, 390, "13", "pc.spares", "active", undefined, "plenty"],
  ["CBL-20", "屏蔽电缆 20 米", "goods", "box", 260, 150, "13", "pc.spares", "active", undefined, "plenty"],
  ["MNT-K", "安装支架套件", "goods", "set", 180, 85, "13", "pc.spares", "active", undefined, "plenty"],
  ["CLOUD", "监测云 一年", "virtual", "licence", 6000, 900, "6", "pc.cloud"],
  ["CLOUD-3", "监测云 三年", "virtual", "licence", 15600, 2500, "6", "pc.cloud"],
  ["LIC-SCADA", "组态软件许可", "virtual", "licence", 9800, 600, "13", "pc.cloud"],
  ["LIC-REP", "报表模块许可", "virtual", "licence", 3200, 300, "13", "pc.cloud"],
  ["CAL", "现场校准服务", "service", "visit", 1800, 950, "6", "pc.service"],
  ["COMM", "现场调试服务", "service", "day", 3200, 1500, "6", "pc.service"],
  ["TRAIN", "操作培训", "service", "day", 4500, 1900, "6", "pc.service"],
  ["CARE", "年度维保", "service", "year", 12800, 5600, "6", "pc.service"],
  ["REPAIR", "返厂维修", "service", "piece", 650, 320, "6", "pc.service"],
  ["PRJ-WATER", "水厂监测集成", "project", "project", 280000, 176000, "9", "pc.project"],
  ["PRJ-CHEM", "化工装置改造", "project", "project", 460000, 298000, "9", "pc.project"],
  ["PRJ-POWER", "电厂热工改造", "project", "project", 390000, 255000, "9", "pc.project"],
  ["PRJ-FOOD", "食品产线计量", "project", "project", 165000, 102000, "9", "pc.project"],
  ["PRJ-ENERGY", "能耗监测平台", "project", "project", 220000, 131000, "6", "pc.project"],
];

export const products: readonly Product[] = LIST.map(([code, name, type, unit, price, cost, tax, category, status = "active", replacedBy, stock]) => ({
  key: `p.${code}`, code, name, type, unit, price, cost, tax, category, status, ...(replacedBy && { replacedBy }), ...(stock && { stock }),
}));
export const byCode = (code: string): Product => {
  const found = products.find((product) => product.code === code);
  if (!found) throw new Error(`no product ${code}`);
  return found;
};
export const goods = products.filter((product) => product.type === "goods" && product.status === "active");

export function addCatalogue(sample: Sample, random: Random): void {
  for (const [key, code, name, tax] of [["se.lanhai", "LH", "澜海智控科技有限公司", "91330100MA2X00000A"], ["se.lanhai_sg", "LHSG", "Lanhai Controls Pte. Ltd.", "202600000G"]] as const) {
    sample.add("base", "selling_entity", { $key: key, code, name, tax_no: tax, phone: "0571-55500100", bank_name: key === "se.lanhai" ? "杭州示例银行滨江支行" : "Example Bank Singapore", bank_account: key === "se.lanhai" ? "3301000000000001" : "000-000001-1", currency: key === "se.lanhai" ? "CNY" : "USD", tax_rounding: "line", active: true });
  }
  const terms: readonly (readonly [string, string, readonly (readonly [string, string, number, boolean])[]])[] = [
    ["pt.prepaid", "款到发货", [["100", "order_confirmed", 0, false]]],
    ["pt.3070", "30% 预付，70% 发货前", [["30", "order_confirmed", 7, false], ["70", "stock_out", 0, true]]],
    ["pt.360", "30% 预付，60% 签收，10% 质保", [["30", "order_confirmed", 7, false], ["60", "signed", 30, false], ["10", "signed", 365, true]]],
    ["pt.monthly", "月结 30 天", [["100", "delivered", 30, true]]],
  ];
  for (const [key, name, lines] of terms) {
    sample.add("base", "payment_term", { $key: key, name });
    for (const [index, [percent, trigger, offset, rest]] of lines.entries()) sample.add("base", "payment_term_line", { $key: `${key}.${index + 1}`, payment_term: ref(key), seq: index + 1, percent, trigger_event: trigger, offset_days: offset, end_of_month: key === "pt.monthly", takes_rest: rest });
  }
  for (const [key, code, name, parent] of CATEGORIES) sample.add("product", "product_category", { $key: key, code, name, parent: ref(parent) });
  for (const product of products) {
    const created = -random.int(600, 900);
    sample.add("base", "product", { $key: product.key, $created_at: moment(created, 540), $created_by: "@u.qinhao", record_type: product.type, code: product.code, name: product.name, unit: product.unit, currency: "CNY", list_price: money(product.price, 4), tax_rate: product.tax, status: product.status, owner_id: "@u.qinhao" });
    sample.add("product", "product", {
      $key: product.key, category: ref(product.category), brand: "澜海", cost: money(product.cost, 4), min_price: money(product.price * 0.82, 4), max_discount_percent: product.type === "virtual" ? "20" : "15",
      warranty_months: product.type === "goods" ? 18 : null, launched_on: day(created - 60), end_of_sale_on: product.status === "phase_out" ? day(90) : null, replaced_by: ref(product.replacedBy),
      stock_tracked: product.stock !== undefined, reorder_point: product.stock ? "20.00" : null, reorder_quantity: product.stock ? "60.00" : null,
    });
  }
  addPrices(sample, random);
  addStock(sample, random);
}

function addPrices(sample: Sample, random: Random): void {
  const books = [["pb.list", "LIST", "标准价目表", 100, null, null, 1], ["pb.dealer", "DEALER", "经销商价目表", 50, "dealer", null, 0.88], ["pb.a", "KEY-A", "A 级客户价目表", 40, null, "A", 0.93], ["pb.usd", "USD", "海外美元价目表", 60, null, null, 1.06]] as const;
  for (const [key, code, name, priority, kind, grade, share] of books) {
    sample.add("product", "price_book", { $key: key, code, name, currency: key === "pb.usd" ? "USD" : "CNY", priority, tax_included: key === "pb.dealer", status: "active", valid_from: day(-360), account_kind: kind, grade, region: key === "pb.usd" ? "@r.overseas" : null, include_children: true });
    const listed = key === "pb.list" ? products : random.sample(goods, 12);
    for (const product of listed) {
      const price = product.price * share * (key === "pb.usd" ? 1 / 7.18 : 1) * (key === "pb.dealer" ? 1.13 : 1);
      sample.add("product", "price_book_entry", { $key: `${key}.${product.code}`, price_book: ref(key), product: ref(product.key), unit: product.unit, min_quantity: "1.00", unit_price: money(price, 4), valid_from: day(-360) });
      if (key !== "pb.list" && random.chance(0.5)) sample.add("product", "price_book_entry", { $key: `${key}.${product.code}.50`, price_book: ref(key), product: ref(product.key), unit: product.unit, min_quantity: "50.00", unit_price: money(price * 0.94, 4), valid_from: day(-360) });
    }
  }
}

function addStock(sample: Sample, random: Random): void {
  for (const product of products.filter((item) => item.stock)) {
    const base = { product: ref(product.key), owner_id: "@u.xiong" };
    sample.add("product", "stock_move", { $key: `sm.${product.code}.1`, $created_at: moment(-300, 600), kind: "receipt", quantity: money(product.stock === "low" ? 112 + random.int(6, 18) : random.int(120, 260)), moved_at: moment(-300, 600), note: "期初入库", ...base });
    sample.add("product", "stock_move", { $key: `sm.${product.code}.2`, $created_at: moment(-40, 640), kind: "issue", quantity: money(-(product.stock === "low" ? 112 : random.int(20, 70))), moved_at: moment(-40, 640), note: "出库", ...base });
  }
  for (const [index, code] of ["PT200-EX", "FM500-100", "KIT-P"].entries()) sample.add("product", "replenishment_request", { $key: `rr.${code}`, $created_at: moment(-9 + index, 600), product: `@p.${code}`, quantity: "60.00", reason: "low", needed_by: day(14 + index), status: index === 0 ? "ordered" : "new", supplier: "杭州元件供应", assignee: "@u.xiong", owner_id: "@u.xiong" });
}
