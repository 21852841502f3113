import type { Hue } from "#shared/ui/hue.ts";
import type { SelectOption } from "#shared/ui/Select.tsx";

/** What the gallery says, in both languages: sample data, not the product's texts. */
export function samples(chinese: boolean) {
  const say = (en: string, zh: string): string => (chinese ? zh : en);
  const tag = (value: string, en: string, zh: string, hue: Hue): SelectOption => ({ value, label: say(en, zh), hue });
  return {
    say,
    people: [
      { id: "u1", name: say("Lin Wanqing", "林晚晴") },
      { id: "u2", name: say("Zhou Yiran", "周亦然") },
      { id: "u3", name: say("Chen Mo", "陈默") },
      { id: "u4", name: say("Maya Okafor", "孙可瑜") },
      { id: "u5", name: say("Tom Reiter", "何展") },
    ],
    tags: [
      tag("vision", "Vision", "机器视觉", "indigo"),
      tag("expansion", "Expansion", "老客户扩产", "malachite"),
      tag("sensors", "Sensors", "传感器", "verdigris"),
      tag("service", "Service", "服务", "gamboge"),
      tag("tender", "Tender", "招标", "rouge"),
      tag("education", "Education", "教育", "ochre"),
      tag("partner", "Partner", "伙伴", "violet"),
      tag("framework", "Framework", "框架", "grey"),
    ],
    stages: [tag("negotiate", "Negotiate", "商务谈判", "rouge"), tag("propose", "Propose", "方案报价", "gamboge"), tag("discover", "Discover", "需求确认", "indigo"), tag("qualify", "Qualify", "初步接洽", "grey")],
    accounts: [
      { id: "a1", title: say("Hengchuan Precision", "苏州衡川精密"), subtitle: say("Suzhou · grade A", "苏州 · A级") },
      { id: "a2", title: say("Yuanfan Cold Chain", "青岛远帆冷链"), subtitle: say("Qingdao · grade B", "青岛 · B级") },
      { id: "a3", title: say("Bergmann Antriebstechnik", "Bergmann Antriebstechnik"), subtitle: say("Stuttgart · grade A", "斯图加特 · A级") },
      { id: "a4", title: say("Haiyue Logistics", "宁波海岳物流"), subtitle: say("Ningbo · grade C", "宁波 · C级") },
    ],
    terms: ["30/60/10", "100%", "50/50", say("Monthly", "月结")].map((label) => ({ value: label, label })),
  };
}

export type Samples = ReturnType<typeof samples>;
