"""What an invented office writes about its year, in many builds; every number comes from the figures or from a claim.

A claim takes the place of the true figure: ``claims["received"] = 41`` makes the text say so whatever the table holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.corpus.office import Figures, Office

ASPECTS = {
    "proactive": ("主动公开", "主动公开情况", "主动公开政府信息情况", "聚焦重点，深化主动公开"),
    "on_request": ("依申请公开", "依申请公开情况", "依申请公开办理情况", "依法办理政府信息公开申请"),
    "management": ("政府信息管理", "政府信息管理情况", "政府信息资源管理", "规范政府信息管理"),
    "platforms": ("政府信息公开平台建设", "平台建设", "政府信息公开平台建设情况", "公开平台建设方面"),
    "supervision": ("监督保障", "监督保障情况", "强化监督保障"),
}
ORDINALS = "一二三四五六七八九十"

REASONS = {
    "denied.third_party": "保护第三方合法权益",
    "denied.internal_affairs": "属于三类内部事务信息",
    "denied.process_records": "属于四类过程性信息",
    "denied.enforcement_file": "属于行政执法案卷",
    "denied.administrative_inquiry": "属于行政查询事项",
}
UNAVAILABLE = {
    "unavailable.not_held": "本机关不掌握相关政府信息",
    "unavailable.needs_creation": "没有现成信息需要另行制作",
    "unavailable.still_unclear": "补正后申请内容仍不明确",
}


@dataclass
class Year:
    """All that the text of one report is made from. ``seed`` and ``claims`` decide what it says."""

    office: Office
    year: int
    figures: Figures
    seed: str
    last: Figures | None = None
    claims: dict[str, Any] = field(default_factory=dict)
    must: set[str] = field(default_factory=set)

    def random(self, part: str) -> Random:
        """The choices of one part; those of another part do not move them."""
        return Random(f"{self.seed}:{part}")

    def says(self, name: str, true: Any) -> Any:
        return self.claims.get(name, true)

    @property
    def words(self) -> Mapping[str, Any]:
        office, year = self.office, self.year
        return {
            "Y": year,
            "L": year - 1,
            "N": year + 1,
            "self": office.self_word,
            "short": office.short,
            "area": office.area,
            "name": office.name,
            "area_name": office.area_name,
        }


def _one(random: Random, *choices: str) -> str:
    return random.choice(choices)


# ------------------------------------------------------------------ 主动公开
def proactive(year: Year) -> list[str]:
    random, words = year.random("proactive"), year.words
    kinds = random.sample(
        ("工作动态", "通知公告", "财政资金信息", "政策文件", "人事信息", "规划计划", "民生领域信息"), 3
    )
    parts = [random.randint(3, 180) for _ in kinds]
    total = sum(parts)
    open_end = random.random() < 0.4
    shown = parts[:2] if open_end else parts
    listed = "、".join(f"{kind}{count}条" for kind, count in zip(kinds, shown, strict=False)) + (
        "等" if open_end else ""
    )
    shift = year.says("parts", 0)
    if shift:
        open_end, listed = (
            False,
            "、".join(f"{kind}{count + shift}条" for kind, count in zip(kinds, parts, strict=True)),
        )
    said = [
        _one(
            random,
            f"{{Y}}年，{{self}}共主动公开政府信息{total}条，其中{listed}。",
            f"全年累计公开各类政府信息{total}条（其中{listed}）。",
            f"{{Y}}年度通过{{area_name}}政府门户网站主动公开政府信息{total}条，包括{listed}。",
            f"年内主动公开政府信息{total}条。其中，{listed}。",
        )
    ]
    if "twice" in year.must:
        said = [f"{{Y}}年，{{self}}共主动公开政府信息{total}条。", f"全年共主动公开政府信息{total + 7}条，同比持平。"]
    account = random.randint(20, 400)
    more = [
        f"通过“{{short}}发布”微信公众号推送信息{account}条，最高单篇阅读量近1400人次。",
        "坚持“公开一件、规范一件、办好一件”，做到应公开尽公开。",
        f"制作政策解读{random.randint(2, 20)}篇，以图文、视频等形式帮助群众看懂政策。",
        "公开{Y}年部门预算和{L}年部门决算，财政资金公开到项目。",
        f"回应群众留言{random.randint(3, 60)}条，件件有着落、事事有回音。",
        "围绕教育、医疗、就业等领域及时更新专栏。",
        f"较上年增加{random.randint(3, 40)}条。",
        f"历年累计公开信息{total + 900}条，全文电子化率达100%。",
        f"从类别看，{kinds[0]}占比{parts[0] * 100 / sum(parts):.1f}%。"
        if not shift
        else "内容涵盖决策、执行、结果各环节。",
        f"组织新闻发布会{random.randint(1, 4)}场，开展政府开放日活动2次，邀请群众60余人次参加。",
        f"办理12345热线工单{random.randint(20, 300)}件，已全部办结，回复率、满意率均达100%。",
        f"征集重大决策意见{random.randint(2, 9)}次，收到意见建议31条，采纳12条。",
        "督促辖区27家单位公开预决算，公开率100%。" if year.office.whole_area else "督促所属单位按期公开预决算。",
    ]
    more += decisions(year, random)
    random.shuffle(more)
    return [text.format(**words) for text in said + more[: random.randint(1, 3)] + fees(year) + forced_decisions(year)]


def decisions(year: Year, random: Random) -> list[str]:
    """Permits and penalties in the text, never more than in the table."""
    permits, penalties = int(year.figures.t2["permits"]), int(year.figures.t2["penalties"])
    found = []
    if permits:
        found.append(
            _one(random, f"公开行政许可决定{permits}件。", f"作出行政许可{permits}件，结果均在7个工作日内公示。")
        )
    if penalties:
        found.append(_one(random, f"公示行政处罚决定{penalties}件。", f"全年公开行政处罚信息{penalties}条。"))
    return found


def forced_decisions(year: Year) -> list[str]:
    random = year.random("decisions")
    said = []
    for name, word in (("permits", "行政许可"), ("penalties", "行政处罚"), ("coercions", "行政强制")):
        if name in year.claims:
            count = year.claims[name]
            said.append(
                _one(
                    random,
                    f"全年公开{word}决定{count}件。",
                    f"{{self}}依法作出{word}{count}件。",
                    f"{{Y}}年办理{word}案件{count}件，结果全部公示。",
                )
            )
    return said


def fees(year: Year) -> list[str]:
    if "fees" not in year.claims:
        return []
    random = year.random("fees")
    return [
        _one(
            random,
            f"全年收取行政事业性收费{year.claims['fees']:g}万元。",
            f"行政事业性收费{year.claims['fees']:g}万元，项目和标准均已公示。",
            f"{{Y}}年行政事业性收费共计{year.claims['fees']:g}万元。",
        )
    ]


# ------------------------------------------------------------------ 依申请公开
def on_request(year: Year) -> list[str]:
    random, figures = year.random("on_request"), year.figures
    said = _lead(random)
    received, carried_in = (
        year.says("received", figures.row("received")),
        year.says("carried_in", figures.row("carried_in")),
    )
    if "none" in year.must or not (figures.row("received") or figures.row("carried_in") or "received" in year.claims):
        said += [_none(random)]
    else:
        said += _came(year, random, received, carried_in)
        said += _outcome(year, random)
        said += _details(year, random)
    said += proceedings(year)
    return [text.format(**year.words) for text in said]


def _lead(random: Random) -> list[str]:
    return [
        _one(
            random,
            "健全登记、审核、办理、答复、归档的流程，保障公民、法人和其他组织的知情权。",
            "明确专人负责，在服务大厅设有受理窗口。",
            "对申请人提出的问题做到件件有答复，力争按时办结率达到100%。",
            "按照《条例》第三十三条，自收到申请之日起20个工作日内答复。",
            "修订答复文书范本，对疑难件实行会商。",
            "",
            "",
        )
    ]


def _none(random: Random) -> str:
    return _one(
        random,
        "{Y}年{self}未收到政府信息公开申请。",
        "全年收到政府信息公开申请0件。",
        "本年度未收到公民、法人和其他组织提出的政府信息公开申请，无上年结转件。",
        "{Y}年度，{short}未接到依申请公开事项，受理量为0件。",
        "截至{Y}年12月31日，没有公民、法人或者其他组织向{self}提出信息公开申请。",
        "{Y}年度，{self}未接到群众要求公开信息的申请，也没有上年结转的申请。",
        "本年度依申请公开0件，行政复议0件，行政诉讼0件。",
        "{Y}年度无依申请公开事项。",
    )


def _came(year: Year, random: Random, received: int, carried_in: int) -> list[str]:
    figures = year.figures
    people, bodies = year.says("people", figures.people), year.says("bodies", figures.bodies)
    who = (
        ""
        if "people" not in year.must and random.random() < 0.5
        else _one(
            random,
            f"（含自然人{people}件、法人或其他组织{bodies}件）",
            f"，其中自然人{people}件、法人和其他组织{bodies}件",
            f"（自然人申请{people}件，法人及其他组织申请{bodies}件）",
        )
    )
    before = ""
    if "carried_in" in year.must or (figures.row("carried_in") and random.random() < 0.7):
        before = _one(
            random,
            f"，上年结转{carried_in}件",
            f"，另有{{L}}年结转{carried_in}件",
            f"；{{L}}年度结转至本年办理{carried_in}件",
        )
    plain = [
        f"{{Y}}年，{{self}}共收到政府信息公开申请{received}件{who}{before}。",
        f"全年新收公民、法人和其他组织政府信息公开申请{received}件{who}{before}。",
        f"{{Y}}年{{self}}收到依申请公开{received}件{who}{before}。",
        f"本年度共接收政府信息公开申请{received}件{who}{before}，均依法登记。",
        f"{{Y}}年1月1日至12月31日，{{short}}累计收到政府信息公开申请{received}件{who}{before}。",
        f"{{Y}}年新增依申请公开{received}件{who}{before}。",
    ]
    if figures.row("carried_in") and not year.must:
        plain += [
            f"{{Y}}年共受理政府信息公开申请{received + carried_in}件（其中新收{received}件，上年结转{carried_in}件）。",
            f"共办理政府信息公开申请{received + carried_in}件（含上年结转{carried_in}件）。",
        ]
    said = [random.choice(plain)]
    if year.office.whole_area and received > 20 and random.random() < 0.6:
        said.append(f"其中{{area}}政府办公室受理{received // 5}件，{{area}}自然资源局受理{received // 7}件，数量居前。")
    return said


def _outcome(year: Year, random: Random) -> list[str]:
    figures = year.figures
    done, open_now = year.says("done", figures.done), year.says("carried_out", figures.row("carried_out"))
    if "all_done" in year.must:
        return [
            _one(
                random,
                "所有申请均已按时办结。",
                "以上申请均在法定期限内全部办结，无结转。",
                "均已依法依规按时答复完毕。",
            )
        ]
    if open_now:
        return [
            _one(
                random,
                f"已办结{done}件，结转下年度继续办理{open_now}件。",
                f"本年度办结{done}件，转{{N}}年继续办理{open_now}件，已办结的均在法定期限内答复。",
                f"年内办结{done}件，剩余{open_now}件因申请时间在12月下旬结转下年度办理。",
                f"办结申请{done}件，{open_now}件结转至下一年度办理。",
            )
        ]
    if "done" in year.must:
        return [_one(random, f"年内共办结{done}件。", f"本年度办结{done}件，无结转下年度办理件。")]
    return [
        _one(
            random,
            "均已在法定期限内办结。",
            f"已全部按时办结，按时办结率100%，办结{done}件。",
            "申请办结率100%，没有结转下年度的申请。",
            "",
        )
    ]


def _details(year: Year, random: Random) -> list[str]:
    figures, found = year.figures, []
    granted, partly = (
        year.says("granted", figures.row("granted")),
        year.says("partly_granted", figures.row("partly_granted")),
    )
    if {"granted", "partly_granted"} & year.must or (figures.done > 2 and random.random() < 0.5):
        groups = (
            ("不予公开", "denied"),
            ("无法提供", "unavailable"),
            ("不予处理", "not_processed"),
            ("其他处理", "other"),
        )
        rest = "，".join(f"{word}{figures.row(key)}件" for word, key in groups if figures.row(key))
        tail = f"，{rest}" if rest else ""
        found.append(
            _one(
                random,
                f"从办理结果看，予以公开{granted}件，部分公开{partly}件{tail}。",
                f"其中：予以公开{granted}件、部分公开{partly}件{tail.replace('，', '、')}。",
                f"办理结果为：予以公开{granted}件；部分公开{partly}件{tail.replace('，', '；')}。",
            )
        )
    for reasons, ends in ((REASONS, ("不予公开{n}件", "决定不予公开{n}件")), (UNAVAILABLE, ("无法提供{n}件",))):
        for row, words in reasons.items():
            count = year.says(row, figures.row(row))
            if row in year.must or (count and random.random() < 0.12):
                end = random.choice(ends).replace("{n}", str(count))
                found.append(
                    _one(
                        random,
                        f"因{words}{end}。",
                        f"对{words}的申请，{end}。" if row in year.must else f"因{words}，{end}。",
                    )
                )
    found += _asides(year, random)
    return found


def _asides(year: Year, random: Random) -> list[str]:
    figures, received = year.figures, year.figures.row("received")
    asides = [
        "对不属于本机关公开的，告知申请人向有关机关提出，另转送其他单位办理2件。",
        "坚持“办一件、成一件”，让申请人少跑腿。",
        f"申请内容主要涉及征地补偿、项目审批等，约占申请总量的{random.randint(55, 80)}%。"
        if received > 200
        else "申请内容主要涉及征地补偿。",
        "电话告知申请人补充材料3次，补正告知书均按时送达。",
        "接听咨询电话46次，当面答疑12人次。",
        "平均答复用时9个工作日，较法定期限缩短11个工作日。",
        "经批准延期答复2件，均书面告知申请人；征求第三方意见3件。",
        "全年发出补正告知书4份，申请人按期补正3件。",
        "另有信访类来信5件，已转有关部门办理。",
        "指导下级单位办理申请20余件。",
        f"近三年申请量分别为{received + 9}件、{received + 2}件、{received}件。",
        "{L}年底未办结的申请均已在本年一季度办结。" if figures.row("carried_in") else "",
        "不服答复的，告知其行政复议和行政诉讼的途径。",
    ]
    ways = [f"{way}{count}件" for way, count in figures.ways.items() if count]
    if len(ways) > 1 and not year.claims:
        asides.append(f"从申请方式看，通过{'、'.join(ways)}。")
    if figures.row("granted") and figures.done > 10 and "percent" not in year.must:
        share = figures.row("granted") * 100 / figures.done
        asides.append(f"予以公开{figures.row('granted')}件，占办结总数的{share:.1f}%。")
    if year.last is not None and year.last.row("received"):
        asides.append(f"{{L}}年收到申请{year.last.row('received')}件，今年办理压力与往年相当。")
    if "percent" in year.must:
        share = (figures.row("granted") * 100 / max(figures.done, 1) + 23) % 90
        return [f"予以公开{figures.row('granted')}件，占办结总数的{share:.1f}%。"]
    return random.sample(asides, random.randint(0, 2))


def proceedings(year: Year) -> list[str]:
    random, figures = year.random("proceedings"), year.figures
    if "no_cases" in year.must or not (
        figures.cases("review") or figures.suits or "review" in year.claims or "suits" in year.claims
    ):
        return [
            _one(
                random,
                "全年未发生因政府信息公开引起的行政复议、行政诉讼。",
                "未因政府信息公开被申请行政复议、提起行政诉讼。",
                "因政府信息公开申请行政复议0件，提起行政诉讼0件。",
                "无政府信息公开行政复议和行政诉讼案件。",
            )
        ]
    review, suits = year.says("review", figures.cases("review")), year.says("suits", figures.suits)
    upheld = year.says("upheld", figures.t4["review"]["upheld"])
    said = []
    if {"review", "suits", "upheld", "corrected"} & year.must or random.random() < 0.7:
        corrected = year.says("corrected", figures.t4["review"]["corrected"])
        ends = f"，其中结果维持{upheld}件" if "upheld" in year.must or (upheld and random.random() < 0.5) else ""
        if "corrected" in year.must or (corrected and random.random() < 0.5):
            ends += f"{'、' if ends else '，其中'}结果纠正{corrected}件"
        said.append(
            _one(
                random,
                f"因政府信息公开引起的行政复议{review}件{ends}。",
                f"发生政府信息公开行政复议{review}件{ends}。",
                f"政府信息公开领域的行政复议案件{review}件{ends}。",
                f"涉及政府信息公开的行政复议{review}件{ends}。",
            )
        )
        said.append(
            _one(
                random,
                f"行政诉讼{suits}件。",
                f"因政府信息公开提起的行政诉讼{suits}件。",
                f"发生信息公开类行政诉讼案件{suits}件。",
            )
            if suits
            else _one(random, "未发生政府信息公开行政诉讼。", "因政府信息公开被提起行政诉讼0件。")
        )
    if figures.t4["review"]["corrected"]:
        said.append("对复议纠正的案件逐件复盘，查找答复文书说理不足的原因。")
    return said


# ------------------------------------------------------------------ 管理、平台、监督
def management(year: Year) -> list[str]:
    random, t2 = year.random("management"), year.figures.t2
    issued, repealed = year.says("issued", t2["normative.issued"]), year.says("repealed", t2["normative.repealed"])
    force = year.says("in_force", t2["normative.in_force"])
    said = []
    if {"issued", "repealed", "in_force"} & year.must or (force and random.random() < 0.7):
        said.append(
            _one(
                random,
                f"制发行政规范性文件{issued}件，废止{repealed}件，截至{{Y}}年底现行有效{force}件。",
                f"{{Y}}年制定行政规范性文件{issued}件，废止行政规范性文件{repealed}件，现行有效行政规范性文件{force}件。",
                f"全年印发行政规范性文件{issued}件、废止{repealed}件，截至{{Y}}年12月31日，现行有效{force}件，均在网站集中公开。",
            )
        )
    elif not issued:
        said.append(_one(random, "全年未制发行政规范性文件。", "本年度没有制定行政规范性文件。", ""))
    more = [
        "严格执行“三审三校”，发布信息先审后发。",
        f"清理过期信息{random.randint(5, 60)}条，更正错别字{random.randint(3, 30)}处。",
        "编制《政府信息公开指南》，根据2021年1月修订的目录动态调整。",
        f"发布前保密审查{random.randint(80, 300)}件次，未发生泄密事件。",
        "落实2022年出台的《公文公开属性认定办法》，明确源头认定责任。",
    ]
    random.shuffle(more)
    return [text.format(**year.words) for text in said + more[: random.randint(1, 2)] if text]


def platforms(year: Year) -> list[str]:
    random = year.random("platforms")
    more = [
        f"在便民服务中心设置政务公开专区{random.randint(1, 3)}个，配有自助查询机。",
        f"维护{{area_name}}政府网站栏目{random.randint(6, 30)}个，每周巡检一次。",
        f"开设微信公众号1个，关注人数{random.randint(2, 90) * 100 + 37}人。",
        f"在村（社区）设公示栏{random.randint(8, 40)}处。",
        f"新建专题专栏{random.randint(1, 6)}个，关停不活跃账号1个。",
    ]
    return [text.format(**year.words) for text in random.sample(more, 2)]


def supervision(year: Year) -> list[str]:
    random = year.random("supervision")
    more = [
        f"组织政务公开业务培训{random.randint(1, 4)}次，参训{random.randint(20, 180)}人次。",
        f"开展自查{random.randint(2, 4)}次，发现并整改问题{random.randint(3, 12)}个。",
        "公布投诉举报电话，全年未收到政府信息公开投诉举报。",
        "主要负责同志听取汇报2次，分管负责同志每季度调度。",
        "参加上级培训3次，选派6人跟班学习。",
        "将政务公开列入年度考核，占4分。",
        "对3个公开不及时的科室进行了提醒。",
    ]
    said = random.sample(more, 2)
    if year.office.government and "unaccountable" not in year.must:
        said.append(
            _one(
                random,
                "政务公开纳入年度绩效考核，聘请监督员开展社会评议，全年未发生责任追究情形。",
                "考核结果与评先评优挂钩；委托第三方评议，群众满意度92.6%；没有因违反规定被追责的情况。",
            )
        )
    return [text.format(**year.words) for text in said]


WRITERS = {
    "proactive": proactive,
    "on_request": on_request,
    "management": management,
    "platforms": platforms,
    "supervision": supervision,
}

# ------------------------------------------------------------------ 五、六
_PROBLEMS = (
    "公开内容的针对性还不强",
    "部分栏目更新间隔偏长",
    "政策解读形式较为单一",
    "基层工作人员业务能力参差不齐",
    "答复文书说理不够充分",
    "村级公示栏维护不到位",
)
_MEASURES = (
    "围绕群众关心的事项细化公开清单",
    "按月检查栏目更新并通报结果",
    "增加图解、视频等解读方式",
    "每半年组织一次业务培训",
    "建立答复文书会签制度",
    "明确村级公示栏专人管理",
)


def problems(year: Year) -> list[tuple[str, str]]:
    """Section five as (kind, text): "h" a heading, "p" a paragraph."""
    random = year.random("problems")
    chosen = sorted(random.sample(range(len(_PROBLEMS)), random.randint(1, 3)))
    found, measures = [_PROBLEMS[place] for place in chosen], [_MEASURES[place] for place in chosen]
    if "fewer" in year.must:
        chosen = [0, 2, 4]
        found, measures = [_PROBLEMS[place] for place in chosen], [_MEASURES[chosen[0]]]
    many, last = _enumerated(found), "上年查找的问题已全部整改。"
    taken = _enumerated(measures)
    lead = _one(
        random,
        f"{year.year}年，{year.office.self_word}政府信息公开工作还存在一些不足：",
        "主要问题：",
        "存在的主要问题有：",
    )
    turn = _one(random, "下一步，", "改进措施：", f"{year.year + 1}年工作措施：", "针对上述问题，")
    if "unmeasured" in year.must:
        return [("p", f"{lead}{many}。")]
    return random.choice(
        (
            [("p", f"{last}{lead}{many}。"), ("p", f"{turn}{taken}。")],
            [
                ("h", "（一）存在的主要问题"),
                ("p", f"{many}。"),
                ("h", "（二）改进情况"),
                ("p", f"{last}下一步，{taken}。"),
            ],
            [("p", f"{last}{lead}{many}。{turn}{taken}。")],
        )
    )


def _enumerated(points: list[str]) -> str:
    if len(points) == 1:
        return points[0]
    return "；".join(f"{ORDINALS[place]}是{point}" for place, point in enumerate(points))


def other(year: Year) -> list[str]:
    random = year.random("other")
    if "silent" in year.must:
        return [_one(random, "无其他需要报告的事项。", "全年办理人大代表建议、政协提案12件，结果均已公开。", "无。")]
    if "notices" in year.claims:
        return [
            _one(
                random,
                f"发出收费通知{year.claims['notices']}件，总金额{year.claims['charged']}元，实际收取{year.claims['got']}元。",
                f"{year.year}年发出信息处理费收费通知{year.claims['notices']}件，应收{year.claims['charged']}元，实收{year.claims['got']}元。",
            )
        ]
    said = [
        _one(
            random,
            f"{year.year}年未收取政府信息公开信息处理费。",
            "本年度发出收费通知的件数为0件，总金额为0元，实际收取的总金额为0元。",
            "本年度未向申请人收取信息处理费。",
            "按照《政府信息公开信息处理费管理办法》，本年度没有产生信息处理费。",
            "未向公众收取任何与政府信息公开相关的处理费用。",
        )
    ]
    return said + ["办理人大代表建议6件、政协提案9件，办理结果均已公开。"] * (random.random() < 0.4)
