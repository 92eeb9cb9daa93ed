"""An archive to try questions on: ten years of an invented county paper, as JSON lines on standard output.

People, projects and numbers are invented; the formulations are those of their years. The same archive every time.
"""

from __future__ import annotations

import json
import random
import sys

COUNTY, CITY = "南陵县", "芜湖市"
YEARS = range(2014, 2024)
SLOGANS = {
    "全面深化改革": {2014: 9, 2015: 8, 2016: 6, 2017: 5, 2018: 4},
    "供给侧结构性改革": {2015: 1, 2016: 9, 2017: 10, 2018: 7, 2019: 5, 2020: 2},
    "精准扶贫": {2014: 3, 2015: 5, 2016: 8, 2017: 9, 2018: 8, 2019: 7, 2020: 6},
    "乡村振兴": {2017: 2, 2018: 9, 2019: 9, 2020: 9, 2021: 12, 2022: 12, 2023: 11},
    "高质量发展": {2017: 1, 2018: 8, 2019: 9, 2020: 10, 2021: 11, 2022: 12, 2023: 14},
}
PEOPLE = {  # who held which post from which year
    "县委书记": {2014: "何正川", 2017: "陆文瑞", 2021: "苏景明"},
    "县长": {2014: "陆文瑞", 2017: "苏景明", 2021: "祝晓岚"},
    "副县长": {2014: "苏景明", 2017: "祝晓岚", 2021: "邱海平"},
}
PROJECTS = [  # name, investment in 亿元, year of signing, years until start, completion, operation
    ("江南铜业年产5万吨铜箔项目", 12.5, 2015, 1, 2, 3),
    ("籍山新能源10万千瓦光伏电站", 6.8, 2016, 1, 2, 2),
    ("漳河生态综合治理工程", 4.2, 2017, 1, 3, 3),
    ("弋江智能家电产业园", 20, 2018, 1, 2, 4),
    ("徽光科技年产3000万片光学镜片项目", 9.6, 2019, 1, 2, 3),
    ("宣南丝绸文化博览中心", 3.1, 2020, 1, 3, 9),
    ("三里50万头生猪屠宰加工项目", 5.5, 2021, 1, 9, 9),
]
STAGES = (
    "{name}签约落户我县，总投资{money}亿元。",
    "{name}开工建设。",
    "{name}竣工。",
    "{name}正式投产运营。",
)


def holder(post: str, year: int) -> str:
    """Who holds a post in a year."""
    return PEOPLE[post][max(since for since in PEOPLE[post] if since <= year)]


def article(year: int, month: int, day: int, title: str, *paragraphs: str) -> dict[str, str]:
    """A record of the archive."""
    dateline = f"本报{month}月{day}日讯（记者 冉启明）"
    text = "\n".join([title, dateline + paragraphs[0], *paragraphs[1:]])
    return {"id": f"{year}-{month:02}-{day:02}", "date": f"{year}-{month:02}-{day:02}", "text": text}


def work_report(year: int, revenue: float) -> dict[str, str]:
    """The yearly report: what was reached, what is aimed at."""
    aim = 8 - (year - 2014) * 0.25
    return article(
        year,
        1,
        12,
        f"{COUNTY}{year}年政府工作报告",
        f"{COUNTY}县长{holder('县长', year)}作政府工作报告。",
        f"过去一年，全县一般公共预算收入完成{revenue:.2f}亿元，新增城镇就业{4200 + 130 * (year - 2014)}人。",
        f"{year}年主要预期目标是：地区生产总值增长{aim:g}%左右，一般公共预算收入增长{aim - 1:g}%，"
        f"新增城镇就业{4000 + 150 * (year - 2014)}人以上，城镇登记失业率控制在4.5%以内。",
    )


def main() -> None:
    """Write the archive."""
    draw = random.Random(2014)  # noqa: S311  # no secret
    out = []
    revenue = 21.4
    for year in YEARS:
        revenue *= 1.06 + draw.random() * 0.03
        out.append(work_report(year, revenue))
        for slogan, by_year in SLOGANS.items():
            for number in range(by_year.get(year, 0)):
                month, day = 2 + number % 11, draw.randint(2, 27)
                who = holder("县委书记", year) if number % 2 else holder("县长", year)
                post = "县委书记" if number % 2 else "县长"
                says = f"{COUNTY}{post}{who}主持召开会议强调，要把{slogan}摆在突出位置，推动各项工作落到实处。"
                out.append(article(year, month, day, f"{COUNTY}部署重点工作", says))
        for name, money, signed, *later in PROJECTS:
            for stage, years in zip(STAGES, (0, *later), strict=True):
                if signed + years == year:
                    said = stage.format(name=name, money=money)
                    guest = f"副县长{holder('副县长', year)}出席。"
                    out.append(
                        article(year, draw.randint(3, 11), draw.randint(2, 27), f"{COUNTY}项目建设动态", said + guest)
                    )
    for number, record in enumerate(sorted(out, key=lambda record: record["date"])):
        json.dump(record | {"id": f"{record['id']}-{number:03}"}, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
